import {
  createRecipe,
  ModelCoreError,
  RECIPE_LIMITS,
  type RecipeDefaults,
  type RecipeRequest,
} from '@contrapposto/model-core';
import type { EvaluationRequestInput, FreezeRecipe, RecipeParts } from '@contrapposto/platform';
import type { Pose } from '@contrapposto/pose';
import { UserMistake } from '../errors/user-mistake.js';

type Model = RecipeParts['model'];

/** What a worker says of a model: what its recipes begin with, and the pixels that both sides of a picture must be multiples of. */
type ModelDefaults = RecipeDefaults & { readonly sizeMultiple?: number };

/**
 * Fills the platform's port: a complete recipe, or a UserMistake about the field of createGeneration's input that stands in the way.
 */
export const freezeRecipe: FreezeRecipe = ({ model, settings, ...parts }) => {
  const { sizeMultiple = 1, ...defaults } = model.defaults as ModelDefaults;
  const request = { ...settings, ...parts, model: toRecipeModel(model), family: model.family } as RecipeRequest;
  const recipe = complete(request, pickDefaults(defaults));
  assertSize('width', recipe.width, sizeMultiple);
  assertSize('height', recipe.height, sizeMultiple);
  return { ...recipe };
};

/** A recipe for many pictures, as JSON. */
export type TemplateRecipe = Extract<EvaluationRequestInput['generator'], { kind: 'MODEL' }>['recipe'];

/** What a template is judged with in the place of its samples' poses. */
const NOBODY: Pose = { skeleton: 'coco17', width: 64, height: 64, people: [] };

/**
 * A recipe for many pictures: complete but for pose, prompt and seed, which each sample of a report brings.
 *
 * @throws UserMistake as freezeRecipe
 */
export function freezeTemplate(parts: Pick<RecipeParts, 'model' | 'settings' | 'negativePrompt'>): TemplateRecipe {
  const pose = parts.model.family === 'text-only' ? null : NOBODY;
  const {
    pose: _pose,
    prompt: _prompt,
    seed: _seed,
    ...template
  } = freezeRecipe({ ...parts, pose, prompt: '', seed: 0 });
  return template as unknown as TemplateRecipe;
}

const DEFAULT_KEYS: readonly (keyof RecipeDefaults)[] = [
  'width',
  'height',
  'scheduler',
  'numInferenceSteps',
  'guidanceScale',
  'negativePrompt',
  'rendererProfile',
  'renderSize',
  'poseFit',
];

/** A worker says more of a model than recipes hold: what forms and checks need. */
function pickDefaults(defaults: RecipeDefaults): RecipeDefaults {
  return Object.fromEntries(DEFAULT_KEYS.map((key) => [key, defaults[key]]));
}

function toRecipeModel({ name, version, digest }: Model): RecipeRequest['model'] {
  return { name, digest, ...(version !== null && { version }) };
}

function complete(request: RecipeRequest, defaults: RecipeDefaults) {
  try {
    return createRecipe(request, defaults);
  } catch (error) {
    throw error instanceof ModelCoreError ? toMistake(error) : error;
  }
}

/** Recipes and inputs have the same names, but for the pose. */
function toMistake({ code, message }: ModelCoreError): UserMistake {
  const field = fieldOf(code, message);
  const isSize = field === 'width' || field === 'height';
  return new UserMistake(isSize ? 'IMPOSSIBLE_SIZE' : 'INVALID_INPUT', message, field);
}

function fieldOf(code: string, message: string): string | null {
  if (code === 'UNKNOWN_SCHEDULER') return 'scheduler';
  if (code === 'POSE_REQUIRED' || code === 'POSE_NOT_SUPPORTED') return 'poseId';
  // "expected pose.people[2].keypoints[5].x to be a number": model-core's one way to say where.
  const path = /^expected ([\w.[\]]+) to be /.exec(message)?.[1] ?? null;
  return path?.startsWith('pose.') ? path.replace('pose.', 'poseData.') : path;
}

function assertSize(side: 'width' | 'height', pixels: number, step: number): void {
  if (pixels % step === 0) return;
  const below = Math.floor(pixels / step) * step;
  const near = [below, below + step].filter((size) => size > 0 && size <= RECIPE_LIMITS.side.most);
  const report = {
    expected: `a ${side} that is a multiple of ${step} pixels for this model`,
    got: String(pixels),
    where: side,
    advice: `Nearest: ${near.join(' and ')}.`,
  };
  throw new UserMistake('IMPOSSIBLE_SIZE', report, side);
}
