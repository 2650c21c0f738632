import { suggest } from '@contrapposto/pose';
import { assertRecipe } from './assert-recipe.js';
import { ModelCoreError } from './errors.js';
import type { Recipe } from './recipe.js';
import { freezeProfileHash } from './renderer-profile.js';
import { RECIPE_PRESET_NAMES, RECIPE_PRESETS, type RecipePresetName } from './recipe-presets.js';

/** All fields may be left out, or be there and undefined. */
type Wishes<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What a caller must say, and what they may. */
export type RecipeRequest = Pick<Recipe, 'model' | 'family' | 'prompt' | 'seed'> &
  Wishes<Omit<Recipe, 'schemaVersion' | 'model' | 'family' | 'prompt' | 'seed'>> & {
    /** `paper` by default. */
    readonly preset?: RecipePresetName | undefined;
  };

/** What a model suggests where the caller says nothing; it comes from the model's folder. */
export type RecipeDefaults = Wishes<
  Pick<
    Recipe,
    | 'width'
    | 'height'
    | 'scheduler'
    | 'numInferenceSteps'
    | 'guidanceScale'
    | 'negativePrompt'
    | 'rendererProfile'
    | 'renderSize'
    | 'poseFit'
  >
>;

const GENERAL_DEFAULTS = {
  schemaVersion: 1,
  pose: null,
  poseFit: 'letterbox',
  rendererProfile: 'humansd-v1',
  renderSize: null,
  negativePrompt: '',
  width: 512,
  height: 512,
  scheduler: 'dpmpp-2m',
  numInferenceSteps: 25,
  guidanceScale: 7.5,
  eta: 0,
} as const;

/**
 * Completes a request to a recipe: the caller's word first, then the preset's, then the model's, then general defaults.
 *
 * The model's renderSize becomes the nearest whole multiple of the picture's longer side, as averaging down needs it.
 *
 * @throws ModelCoreError INVALID_RECIPE naming the field; UNKNOWN_SCHEDULER; POSE_NOT_SUPPORTED, POSE_REQUIRED.
 */
export function createRecipe(request: RecipeRequest, modelDefaults: RecipeDefaults = {}): Recipe {
  const { preset = 'paper', ...wishes } = request;
  const said = withoutUndefined(wishes);
  const merged = {
    ...GENERAL_DEFAULTS,
    ...withoutUndefined(modelDefaults),
    ...getPreset(preset),
    ...said,
  };
  const renderSize = 'renderSize' in said ? merged.renderSize : adaptRenderSize(merged);
  const hasSkeleton = merged.family !== 'text-only';
  return assertRecipe({
    ...(hasSkeleton && freezeProfileHash(merged.rendererProfile)),
    ...merged,
    rendererProfile: hasSkeleton ? merged.rendererProfile : null,
    renderSize: hasSkeleton ? renderSize : null,
  });
}

function getPreset(name: string): Partial<Recipe> {
  const known = RECIPE_PRESET_NAMES.find((candidate) => candidate === name);
  if (known) return RECIPE_PRESETS[known];
  throw new ModelCoreError(
    'INVALID_RECIPE',
    `expected preset to be one of ${RECIPE_PRESET_NAMES.join(', ')}, got ${JSON.stringify(name)}. ${suggest(name, RECIPE_PRESET_NAMES)}`.trim(),
  );
}

function adaptRenderSize({
  renderSize,
  width,
  height,
}: Pick<Recipe, 'renderSize' | 'width' | 'height'>): number | null {
  if (renderSize === null) return null;
  const longer = Math.max(width, height);
  return longer * Math.max(1, Math.round(renderSize / longer));
}

/** A key that is there but undefined must not hide a default. */
function withoutUndefined<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const said = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [K in keyof T]: Exclude<T[K], undefined> };
}
