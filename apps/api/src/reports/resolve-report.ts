import type { EvaluationRequestInput } from '@contrapposto/platform';
import { UserMistake } from '../errors/user-mistake.js';
import { freezeTemplate } from '../generations/freeze-recipe.js';
import { resolveModel, toSettings } from '../generations/resolve-request.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { said } from '../resolvers/inputs.js';
import type {
  CreateEvaluationReportInput,
  ExternalGeneratorInput,
  ModelGeneratorInput,
} from '../schema/report-inputs.js';

type Generator = EvaluationRequestInput['generator'];

/**
 * What an input refers to, made exact: a model's settings become a template recipe, which no later change of the model's defaults moves.
 *
 * @throws UserMistake INVALID_INPUT, NOT_FOUND, MODEL_UNAVAILABLE, IMPOSSIBLE_SIZE
 */
export async function resolveReport(
  context: RequestContext,
  input: CreateEvaluationReportInput,
): Promise<EvaluationRequestInput> {
  const { metrics, splits, scenes, limit, posePreset, bootstrap, seed } = said<CreateEvaluationReportInput>(input);
  const chosen = { metrics, splits, scenes, limit, posePreset, bootstrap, seed: seed ?? 0 };
  const { id: snapshotId } = requireGlobalId(input.snapshotId, ['DatasetSnapshot'], 'snapshotId');
  const generator = await resolveGenerator(context, input);
  return { ...(said(chosen) as Pick<EvaluationRequestInput, 'metrics' | 'seed'>), snapshotId, generator };
}

/** Uploads by the keys of their samples, as the platform takes them. */
export function toPictures({ external }: CreateEvaluationReportInput): { key: string; uploadId: string }[] | undefined {
  return external?.pictures.map(({ key, uploadId }, index) => ({
    key,
    uploadId: requireGlobalId(uploadId, ['Upload'], `external.pictures.${index}.uploadId`).id,
  }));
}

async function resolveGenerator(
  context: RequestContext,
  { model, external }: CreateEvaluationReportInput,
): Promise<Generator> {
  if (model && external) throw oneOf('both');
  if (model) return freezeGenerator(context, model);
  if (external) return toExternal(external);
  throw oneOf('neither');
}

async function freezeGenerator(context: RequestContext, input: ModelGeneratorInput): Promise<Generator> {
  const model = await resolveModel(context, input.modelId);
  const parts = { model, settings: toSettings(input), ...said({ negativePrompt: input.negativePrompt }) };
  return { kind: 'MODEL', modelId: model.id, recipe: freezeTemplate(parts) };
}

function toExternal({ name, note }: ExternalGeneratorInput): Generator {
  return { kind: 'EXTERNAL', name, ...said({ note }) };
}

function oneOf(got: string): UserMistake {
  return new UserMistake('INVALID_INPUT', { expected: 'either model or external', got, where: 'model' }, 'model');
}
