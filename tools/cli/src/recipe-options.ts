import { randomInt } from 'node:crypto';
import type { ModelInfo } from '@contrapposto/backends';
import { createRecipe, toSchedulerName, type Recipe, type RecipePresetName } from '@contrapposto/model-core';
import type { Pose, PoseFitMode } from '@contrapposto/pose';
import { MAX_SEED, type Size } from './options.js';

/** What a user may choose of a recipe. */
export interface RecipeChoices {
  readonly prompt: string;
  readonly negative?: string;
  readonly seed?: number;
  readonly steps?: number;
  readonly guidance?: number;
  readonly scheduler?: string;
  readonly size?: Size;
  readonly fit?: PoseFitMode;
  readonly preset?: string;
}

/**
 * Freezes all that decides the picture: the user's choices, then the preset's, then the model's own.
 *
 * @param pose null for a model that takes none
 * @throws ModelCoreError for a choice that no recipe can hold, with the nearest known name
 */
export function composeRecipe(info: ModelInfo, pose: Pose | null, choices: RecipeChoices): Recipe {
  const { prompt, negative, seed, steps, guidance, scheduler, size, fit, preset } = choices;
  return createRecipe(
    withoutUndefined({
      model: withoutUndefined({ name: info.name, version: info.version ?? undefined, digest: info.digest }),
      family: info.family,
      pose,
      prompt,
      negativePrompt: negative,
      seed: seed ?? randomInt(MAX_SEED + 1),
      width: size?.width,
      height: size?.height,
      scheduler: scheduler === undefined ? undefined : toSchedulerName(scheduler),
      numInferenceSteps: steps,
      guidanceScale: guidance,
      poseFit: fit,
      // Any word may come from the command line; createRecipe knows the presets, and names the nearest.
      preset: preset as RecipePresetName | undefined,
    }),
    toDefaults(info),
  );
}

function toDefaults({ defaults, defaultSize, rendererProfile, renderSize }: ModelInfo) {
  return {
    ...defaultSize,
    scheduler: defaults.scheduler,
    numInferenceSteps: defaults.steps,
    guidanceScale: defaults.guidanceScale,
    negativePrompt: defaults.negativePrompt,
    renderSize,
    ...(rendererProfile === null ? {} : { rendererProfile }),
  };
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** What was not chosen is absent, not undefined. */
function withoutUndefined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}
