import { findLatestModel, type GenerationRequestInput, type Model } from '@contrapposto/platform';
import { UserMistake } from '../errors/user-mistake.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { said } from '../resolvers/inputs.js';
import type {
  CreateGenerationInput,
  PromptChoice,
  RecipeSettingsInput,
  SettingsInput,
} from '../schema/generation-inputs.js';

type Prompt = GenerationRequestInput['prompt'];
type SlotValues = Readonly<Record<string, string | number>>;

/**
 * What an input refers to, made exact: a model where none was named, versions where a pose or a prompt was.
 *
 * @throws UserMistake INVALID_INPUT, NOT_FOUND, MODEL_UNAVAILABLE
 */
export async function resolveRequest(
  context: RequestContext,
  input: CreateGenerationInput,
): Promise<GenerationRequestInput> {
  const { idempotencyKey, ...asked } = said<CreateGenerationInput>(input);
  return {
    ...(await resolveCommon(context, input)),
    ...(await resolvePose(context, input)),
    prompt: await resolvePrompt(context, input, ''),
    ...said({ seed: input.seed, idempotencyKey }),
    asked: toJson(asked),
  };
}

/** Text, numbers and lists as JSON has them: an input is an instance of a class. */
export function toJson(value: object): Exclude<GenerationRequestInput['asked'], undefined> {
  return JSON.parse(JSON.stringify(value)) as Exclude<GenerationRequestInput['asked'], undefined>;
}

/** What all generations of a batch share. */
export async function resolveCommon(context: RequestContext, input: SettingsInput) {
  const { studioId, userId: createdBy } = context;
  const { negativePrompt, priority } = input;
  const { id: modelId } = await resolveModel(context, input.modelId);
  return { studioId, modelId, settings: toSettings(input), ...said({ createdBy, negativePrompt, priority }) };
}

/** What a recipe takes beside pose, prompts and seed. */
export function toSettings(input: RecipeSettingsInput) {
  const { width, height, scheduler, numInferenceSteps, guidanceScale, conditioningScale } = input;
  return said({ width, height, scheduler, numInferenceSteps, guidanceScale, conditioningScale });
}

/** The model that an id names, or the one that was seen last. */
export async function resolveModel(
  { database, loaders }: RequestContext,
  globalId: string | null | undefined,
): Promise<Model> {
  if (globalId) {
    const { id } = requireGlobalId(globalId, ['Model'], 'modelId');
    return (await loaders.model.load(id)) ?? refuse(absent('model', 'modelId'));
  }
  const latest = await findLatestModel(database);
  if (latest) return latest;
  throw new UserMistake('MODEL_UNAVAILABLE', {
    expected: 'a model that a worker has offered',
    got: 'none so far',
    where: 'models',
    advice: 'Start a worker: it offers the models of its folders as soon as it runs.',
  });
}

async function resolvePose(context: RequestContext, { poseId, poseData: pose }: CreateGenerationInput) {
  if (!poseId) return said({ pose });
  if (pose)
    throw new UserMistake(
      'INVALID_INPUT',
      { expected: 'poseId or poseData', got: 'both', where: 'poseData' },
      'poseData',
    );
  return { poseVersionId: await resolvePoseVersion(context, poseId, 'poseId') };
}

/** The version that an id names, or the current one of the pose that it names. */
export async function resolvePoseVersion(
  { loaders }: RequestContext,
  globalId: string,
  field: string,
): Promise<string> {
  const { type, id } = requireGlobalId(globalId, ['Pose', 'PoseVersion'], field);
  const found =
    type === 'Pose' ? (await loaders.pose.load(id))?.currentVersionId : (await loaders.poseVersion.load(id))?.id;
  return found ?? refuse(absent('pose', field));
}

/** @param prefix of the fields in messages, such as `prompts.2.` */
export async function resolvePrompt(context: RequestContext, choice: PromptChoice, prefix: string): Promise<Prompt> {
  const { prompt: text, promptId, promptValues } = choice;
  if ((text ?? null) === null && !promptId) throw oneOf(`${prefix}prompt`, 'neither');
  if (!promptId) return { text: text! };
  if ((text ?? null) !== null) throw oneOf(`${prefix}prompt`, 'both');
  const versionId = await resolvePromptVersion(context, promptId, `${prefix}promptId`);
  return { versionId, values: toValues(promptValues, `${prefix}promptValues`) };
}

async function resolvePromptVersion({ loaders }: RequestContext, globalId: string, field: string): Promise<string> {
  const { type, id } = requireGlobalId(globalId, ['Prompt', 'PromptVersion'], field);
  const found =
    type === 'Prompt' ? (await loaders.prompt.load(id))?.currentVersionId : (await loaders.promptVersion.load(id))?.id;
  return found ?? refuse(absent('prompt', field));
}

function toValues(value: unknown, field: string): SlotValues {
  const values = value ?? {};
  const fits = (inner: unknown) => typeof inner === 'string' || typeof inner === 'number';
  if (typeof values === 'object' && !Array.isArray(values) && Object.values(values).every(fits))
    return values as SlotValues;
  const report = {
    expected: 'an object of texts and numbers by slot name',
    got: JSON.stringify(values).slice(0, 80),
    where: field,
  };
  throw new UserMistake('PROMPT_SLOT_INVALID', report, field);
}

function oneOf(field: string, got: string): UserMistake {
  return new UserMistake('INVALID_INPUT', { expected: 'either prompt or promptId', got, where: field }, field);
}

function absent(what: string, field: string): UserMistake {
  return new UserMistake(
    'NOT_FOUND',
    { expected: `a ${what} of this studio`, got: 'none with that id', where: field },
    field,
  );
}

function refuse(mistake: UserMistake): never {
  throw mistake;
}
