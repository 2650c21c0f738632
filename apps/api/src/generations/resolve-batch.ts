import { BATCH_LIMIT, type GenerationRequestInput } from '@contrapposto/platform';
import { UserMistake } from '../errors/user-mistake.js';
import type { RequestContext } from '../request-context.js';
import { said } from '../resolvers/inputs.js';
import type { CreateGenerationsInput } from '../schema/generation-inputs.js';
import { resolveCommon, resolvePoseVersion, resolvePrompt, toJson } from './resolve-request.js';

/**
 * Every pose with every prompt and every seed, in this order: the seeds of the first prompt of the first pose come first.
 *
 * @throws UserMistake INVALID_INPUT, NOT_FOUND, MODEL_UNAVAILABLE, TOO_MANY
 */
export async function resolveBatch(
  context: RequestContext,
  input: CreateGenerationsInput,
): Promise<GenerationRequestInput[]> {
  const { poseIds, prompts, seeds, idempotencyKey } = input;
  assertSize(poseIds.length * prompts.length * seeds.length);
  const common = await resolveCommon(context, input);
  const poses = await Promise.all(poseIds.map((id, index) => resolvePoseVersion(context, id, `poseIds.${index}`)));
  const choices = await Promise.all(
    prompts.map((choice, index) => resolvePrompt(context, choice, `prompts.${index}.`)),
  );
  const requests = poses.flatMap((poseVersionId) =>
    choices.flatMap((prompt) =>
      seeds.map((seed) => ({ ...common, poseVersionId, prompt, ...(seed !== 0 && { seed }) })),
    ),
  );
  if (!idempotencyKey) return requests;
  const asked = toJson(said<CreateGenerationsInput>(input));
  return requests.map((request, index) => ({ ...request, idempotencyKey: `${idempotencyKey}/${index}`, asked }));
}

function assertSize(size: number): void {
  if (size >= 1 && size <= BATCH_LIMIT) return;
  const report = {
    expected: `poses x prompts x seeds to be 1 to ${BATCH_LIMIT}`,
    got: String(size),
    where: 'createGenerations',
    advice: size === 0 ? 'Give at least one of each.' : 'Send several batches.',
  };
  throw new UserMistake(size === 0 ? 'INVALID_INPUT' : 'TOO_MANY', report);
}
