import { randomInt } from 'node:crypto';
import { toRecipeDefaults, type ModelInfo } from '@contrapposto/backends';
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
  /** Of models with a ControlNet or T2I-Adapter. */
  readonly conditioning?: number;
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
  return createRecipe(
    {
      model: { name: info.name, digest: info.digest, ...(info.version === null ? {} : { version: info.version }) },
      family: info.family,
      pose,
      prompt: choices.prompt,
      negativePrompt: choices.negative,
      seed: choices.seed ?? randomInt(MAX_SEED + 1),
      width: choices.size?.width,
      height: choices.size?.height,
      scheduler: choices.scheduler === undefined ? undefined : toSchedulerName(choices.scheduler),
      numInferenceSteps: choices.steps,
      guidanceScale: choices.guidance,
      conditioningScale: choices.conditioning,
      poseFit: choices.fit,
      // Any word may come from the command line; createRecipe knows the presets, and names the nearest.
      preset: choices.preset as RecipePresetName | undefined,
    },
    toRecipeDefaults(info),
  );
}
