import { assertPose } from './assert-pose.js';
import { createReader, isRecord, type CheckedReader } from './checked-reader.js';
import { ModelCoreError } from './errors.js';
import { assertKeys, invalid } from './recipe-errors.js';
import {
  isBranchFamily,
  MODEL_FAMILIES,
  POSE_LATENTS,
  type ModelFamily,
  type Recipe,
  type RecipeModel,
} from './recipe.js';
import { toSchedulerName } from './schedulers/create-scheduler.js';

/** Bounds that keep a recipe from outside from asking for more than any machine has. */
export const RECIPE_LIMITS = {
  /** UTF-16 units of a prompt. */
  promptLength: 10_000,
  nameLength: 200,
  /** Pixels along a side. */
  side: { least: 8, most: 4096, whole: true },
  renderSize: { least: 8, most: 16_384, whole: true },
  numInferenceSteps: { least: 1, most: 1000, whole: true },
  guidanceScale: { least: 0, most: 50 },
  eta: { least: 0, most: 1 },
  conditioningScale: { least: 0, most: 2 },
  seed: { least: 0, most: Number.MAX_SAFE_INTEGER, whole: true },
} as const;

const POSE_FITS = ['letterbox', 'stretch', 'none'] as const;

const KEYS: readonly (keyof Recipe)[] = [
  'schemaVersion',
  'model',
  'family',
  'pose',
  'poseFit',
  'rendererProfile',
  'rendererProfileHash',
  'renderSize',
  'prompt',
  'negativePrompt',
  'seed',
  'width',
  'height',
  'scheduler',
  'numInferenceSteps',
  'guidanceScale',
  'eta',
  'conditioningScale',
  'poseLatents',
  'skipFirstStep',
];

/**
 * A value from outside as a recipe: every field there, of its kind and in its range, and none besides.
 *
 * @throws ModelCoreError INVALID_RECIPE naming the field, what was expected and what came; UNKNOWN_SCHEDULER;
 * POSE_NOT_SUPPORTED where a text-only recipe has a pose; POSE_REQUIRED where one of another family has none.
 */
export function assertRecipe(value: unknown): Recipe {
  if (!isRecord(value)) throw invalid('recipe', 'an object', value);
  assertKeys(value, KEYS, 'recipe');
  const read = createReader(value, invalid);
  read.number('schemaVersion', { least: 1, most: 1, whole: true });
  const family = read.choice('family', MODEL_FAMILIES);
  const recipe: Recipe = {
    schemaVersion: 1,
    model: assertModel(value.model),
    family,
    poseFit: read.choice('poseFit', POSE_FITS),
    prompt: read.text('prompt', RECIPE_LIMITS.promptLength),
    negativePrompt: read.text('negativePrompt', RECIPE_LIMITS.promptLength),
    seed: read.number('seed', RECIPE_LIMITS.seed),
    width: read.number('width', RECIPE_LIMITS.side),
    height: read.number('height', RECIPE_LIMITS.side),
    ...readConditioning(value, read, family),
    scheduler: toSchedulerName(read.text('scheduler', RECIPE_LIMITS.nameLength)),
    numInferenceSteps: read.number('numInferenceSteps', RECIPE_LIMITS.numInferenceSteps),
    guidanceScale: read.number('guidanceScale', RECIPE_LIMITS.guidanceScale),
    eta: read.number('eta', RECIPE_LIMITS.eta),
    ...readScale(value, read, family),
    poseLatents: read.choice('poseLatents', POSE_LATENTS),
    skipFirstStep: read.flag('skipFirstStep'),
  };
  assertConsistent(recipe);
  return recipe;
}

function assertModel(value: unknown): RecipeModel {
  if (!isRecord(value)) throw invalid('model', 'an object { name, version?, digest }', value);
  assertKeys(value, ['name', 'version', 'digest'], 'model');
  const read = createReader(value, (key, ...rest) => invalid(`model.${key}`, ...rest));
  const name = read.text('name', RECIPE_LIMITS.nameLength);
  const digest = read.text('digest', RECIPE_LIMITS.nameLength);
  if (value.version === undefined) return { name, digest };
  return { name, version: read.text('version', RECIPE_LIMITS.nameLength), digest };
}

type ConditioningFields = Pick<Recipe, 'pose' | 'rendererProfile' | 'rendererProfileHash' | 'renderSize'>;

function readConditioning(
  value: Readonly<Record<string, unknown>>,
  read: CheckedReader,
  family: ModelFamily,
): ConditioningFields {
  const pose = value.pose ?? null;
  if (family === 'text-only') {
    if (pose === null) return { pose: null, rendererProfile: null, renderSize: null };
    throw new ModelCoreError(
      'POSE_NOT_SUPPORTED',
      'expected no pose for a text-only model, got one. Leave the pose out, or choose a model of the family humansd.',
    );
  }
  if (pose === null) {
    throw new ModelCoreError(
      'POSE_REQUIRED',
      `expected a pose for a model of the family ${family}, got none. Give a pose, or choose a text-only model.`,
    );
  }
  return {
    pose: assertPose(pose),
    rendererProfile: read.text('rendererProfile', RECIPE_LIMITS.nameLength),
    ...(value.rendererProfileHash !== undefined && {
      rendererProfileHash: read.text('rendererProfileHash', RECIPE_LIMITS.nameLength),
    }),
    renderSize: (value.renderSize ?? null) === null ? null : read.number('renderSize', RECIPE_LIMITS.renderSize),
  };
}

/** 1 where a branch's recipe does not say. */
function readScale(
  { conditioningScale }: Readonly<Record<string, unknown>>,
  read: CheckedReader,
  family: ModelFamily,
): Pick<Recipe, 'conditioningScale'> {
  if (isBranchFamily(family))
    return { conditioningScale: read.number('conditioningScale', RECIPE_LIMITS.conditioningScale, 1) };
  if (conditioningScale === undefined) return {};
  throw invalid(
    'conditioningScale',
    `absent for the family ${family}`,
    conditioningScale,
    'It has no branch to scale.',
  );
}

/** What no field tells alone. */
function assertConsistent({ eta, scheduler, skipFirstStep, numInferenceSteps }: Recipe): void {
  if (eta > 0 && scheduler !== 'ddim')
    throw invalid('eta', `0 with the scheduler ${scheduler}`, eta, 'Only ddim takes it.');
  if (skipFirstStep && numInferenceSteps < 2)
    throw invalid('numInferenceSteps', '2 or more with skipFirstStep', numInferenceSteps);
}
