import type { Recipe } from './recipe.js';

export const RECIPE_PRESET_NAMES = ['paper', 'humansd-compat'] as const;

export type RecipePresetName = (typeof RECIPE_PRESET_NAMES)[number];

/**
 * Ways of sampling.
 *
 * - `paper`: what the paper describes. The skeleton's latents are the mode of what the autoencoder gives, all steps are
 *   taken, and the model's own defaults stand.
 * - `humansd-compat`: what HumanSD's published demo does. The skeleton's latents are a sample, so that the seed moves the
 *   condition too; 49 of 50 DDIM steps, with pure noise taken for the second timestep; guidance 10; its negative prompt.
 */
export const RECIPE_PRESETS: Readonly<Record<RecipePresetName, Partial<Recipe>>> = {
  paper: { poseLatents: 'mode', skipFirstStep: false },
  'humansd-compat': {
    poseLatents: 'sample',
    skipFirstStep: true,
    scheduler: 'ddim',
    numInferenceSteps: 50,
    eta: 0,
    guidanceScale: 10,
    negativePrompt:
      'longbody, lowres, bad anatomy, bad hands, missing fingers, extra digit, fewer digits, cropped, worst quality, low quality',
  },
};
