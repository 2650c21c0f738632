import type { RecipeDefaults } from '@contrapposto/model-core';
import type { ModelInfo } from './model-artifact.js';

/** What a recipe for this model begins with. */
export function toRecipeDefaults({ defaults, defaultSize, rendererProfile, renderSize }: ModelInfo): RecipeDefaults {
  return {
    ...defaultSize,
    scheduler: defaults.scheduler,
    numInferenceSteps: defaults.steps,
    guidanceScale: defaults.guidanceScale,
    negativePrompt: defaults.negativePrompt,
    renderSize,
    rendererProfile: rendererProfile ?? undefined,
  };
}
