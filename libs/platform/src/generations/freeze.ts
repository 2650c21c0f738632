import { randomInt } from 'node:crypto';
import type { Pose } from '@contrapposto/pose';
import { z } from 'zod';
import type { Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import type { LicenceNotice } from '../exports/licence-notice.js';
import { findNoticedPose, INLINE_POSE, toModelNotice } from '../exports/licence-notices.js';
import { invalidField } from '../parse-input.js';
import type { GenerationRequest } from './generation-request.js';
import { fillPrompt, PromptSlot } from './prompt-template.js';

/** Everything that a request refers to, as it stands now. */
export interface RecipeParts {
  readonly model: {
    name: string;
    version: string | null;
    digest: string;
    family: string;
    defaults: Record<string, unknown>;
  };
  readonly pose: Pose | null;
  readonly prompt: string;
  /** The caller's, else the prompt version's, else the model's business. */
  readonly negativePrompt?: string;
  readonly seed: number;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Port: turns the parts into a complete recipe, or throws a PlatformError INVALID_INPUT. This package keeps recipes and knows nothing of
 * samplers; whoever composes a program hands in the part that does.
 */
export type FreezeRecipe = (parts: RecipeParts) => Readonly<Record<string, unknown>>;

/** torch seeds with the low 32 bits, and so do we: more would look different and be the same. */
const SEEDS = 2 ** 32;

/** What a request refers to, and on what terms each of it may be used. */
export interface FoundParts {
  readonly parts: RecipeParts;
  readonly licences: readonly LicenceNotice[];
}

/**
 * Reads what requests refer to, each thing once in a transaction however many of a batch share it. Nothing of another studio can be referred to.
 */
export function createPartsReader(tx: Transaction): (request: GenerationRequest) => Promise<FoundParts> {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(key: readonly unknown[], find: () => Promise<T>): Promise<T> => {
    const name = JSON.stringify(key);
    const found = known.get(name) ?? find();
    known.set(name, found);
    return found as Promise<T>;
  };
  return async (request) => {
    const { studioId, modelId, poseVersionId = null } = request;
    const { licence, ...model } = await once(['model', modelId], () => findModel(tx, modelId));
    const found =
      poseVersionId === null
        ? null
        : await once(['pose', studioId, poseVersionId], () => findPose(tx, studioId, poseVersionId));
    const prompt = await once(['prompt', studioId, request.prompt], () => findPrompt(tx, request));
    const pose = choosePose(request, found?.pose ?? null);
    const notices = found?.notices ?? (pose ? [INLINE_POSE] : []);
    return {
      parts: compose(request, { model, pose, prompt }),
      licences: [...notices, toModelNotice({ ...model, licence })],
    };
  };
}

function choosePose({ pose }: GenerationRequest, found: Pose | null): Pose | null {
  if (pose !== undefined && found !== null)
    throw invalidField('pose', 'both a pose and a pose version', 'request', 'Leave one of them out.');
  return pose ?? found;
}

function compose(
  { negativePrompt: said, seed, settings }: GenerationRequest,
  { model, pose, prompt }: { model: RecipeParts['model']; pose: Pose | null; prompt: FilledPrompt },
): RecipeParts {
  const negativePrompt = said ?? prompt.negativePrompt;
  return {
    model,
    pose,
    prompt: prompt.text,
    ...(negativePrompt !== null && { negativePrompt }),
    seed: seed ?? randomInt(SEEDS),
    settings,
  };
}

interface FilledPrompt {
  readonly text: string;
  readonly negativePrompt: string | null;
}

type FoundModel = RecipeParts['model'] & { readonly licence: string | null };

async function findModel(tx: Transaction, id: string): Promise<FoundModel> {
  const { rows } = await tx.query<FoundModel>(
    'select name, version, digest, family, defaults, licence from models where id = $1',
    [id],
  );
  return rows[0] ?? notFound('model', id, 'modelId');
}

async function findPose(tx: Transaction, studioId: string, id: string) {
  return (await findNoticedPose(tx, studioId, id)) ?? notFound('pose version', id, 'poseVersionId');
}

async function findPrompt(tx: Transaction, { prompt, studioId }: GenerationRequest): Promise<FilledPrompt> {
  if ('text' in prompt) return { text: prompt.text, negativePrompt: null };
  const { rows } = await tx.query<{ template: string; negativePrompt: string | null; slots: unknown }>(
    `select v.template, v.negative_prompt as "negativePrompt", v.slots
     from prompt_versions v join prompts p on p.id = v.prompt_id where v.id = $1 and p.studio_id = $2`,
    [prompt.versionId, studioId],
  );
  const { template, negativePrompt, slots } = rows[0] ?? notFound('prompt version', prompt.versionId, 'prompt');
  return { text: fillPrompt(template, z.array(PromptSlot).parse(slots), prompt.values), negativePrompt };
}

function notFound(what: string, id: string, field: string): never {
  throw new PlatformError('NOT_FOUND', { expected: `a ${what} of this studio`, got: id, where: 'request' }, { field });
}
