import { type Tensor } from '@contrapposto/tensor';
import { assertFamily, missingPart } from './assert-runnable.js';
import { scaleTensor, toUnitRange } from './condition.js';
import { repeatForBranches } from './guidance.js';
import { runStages } from './pipeline.js';
import type { PipelineOptions, PipelineParts, PipelineResult } from './pipeline-types.js';
import type { Recipe } from './recipe.js';

/**
 * ControlNet (Zhang et al., 2023), as diffusers' StableDiffusionControlNetPipeline runs it without guess mode: at every step,
 * and in both branches of the guidance, a trained copy of the UNet's way down sees the latents and the skeleton's picture,
 * and what it gives, times `conditioningScale`, is added to the UNet's skips and middle.
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
  const prepare = (skeleton: Tensor) => {
    const picture = toUnitRange(skeleton);
    const predict = async (sample: Tensor, timestep: number, promptEmbeds: Tensor) => {
      const condition = repeatForBranches(picture, sample.dims[0] ?? 1);
      const { skips, middle } = await controlBranch.predict(sample, timestep, promptEmbeds, condition);
      return denoiser.predict(sample, timestep, promptEmbeds, {
        skips: skips.map((skip) => scaleTensor(skip, conditioningScale)),
        middle: scaleTensor(middle, conditioningScale),
      });
    };
    return Promise.resolve(predict);
  };
  return runStages(parts, { prepare }, recipe, options);
}
