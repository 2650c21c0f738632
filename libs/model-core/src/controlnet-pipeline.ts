import { type Tensor } from '@contrapposto/tensor';
import { assertFamily, missingPart } from './assert-runnable.js';
import { scaleTensor, toUnitRange } from './condition.js';
import { runStages } from './pipeline.js';
import type { PipelineOptions, PipelineParts, PipelineResult } from './pipeline-types.js';
import type { Recipe } from './recipe.js';

/**
 * ControlNet (Zhang et al., 2023), as diffusers' StableDiffusionControlNetPipeline runs it without guess mode: at every step,
 * and in both branches of the guidance, a trained copy of the UNet's way down sees the latents and the skeleton's picture,
 * and what it gives, times `conditioningScale`, is added to the UNet's skips and middle. The layers that bring the picture down
 * to the latents' size run once a picture, where diffusers runs them at every step.
 *
 * @throws as `runStages`; MODEL_MISMATCH for a recipe of another family, or a model without the branch
 */
export async function runControlNetPipeline(
  parts: PipelineParts,
  recipe: Recipe,
  options: PipelineOptions = {},
): Promise<PipelineResult> {
  assertFamily(recipe, ['controlnet']);
  const { denoiser, controlBranch } = parts;
  if (!controlBranch) throw missingPart('a ControlNet');
  const { conditioningScale = 1 } = recipe;
  const prepare = async (skeleton: Tensor) => {
    const embedding = await controlBranch.embed(toUnitRange(skeleton));
    return async (sample: Tensor, timestep: number, promptEmbeds: Tensor) => {
      const { skips, middle } = await controlBranch.predict(sample, timestep, promptEmbeds, embedding);
      return denoiser.predict(sample, timestep, promptEmbeds, {
        skips: skips.map((skip) => scaleTensor(skip, conditioningScale)),
        middle: scaleTensor(middle, conditioningScale),
      });
    };
  };
  return runStages(parts, { prepare }, recipe, options);
}
