import { type Tensor } from '@contrapposto/tensor';
import { assertFamily, missingPart } from './assert-runnable.js';
import { scaleTensor, toUnitRange } from './condition.js';
import { repeatForBranches } from './guidance.js';
import { runStages } from './pipeline.js';
import type { PipelineOptions, PipelineParts, PipelineResult } from './pipeline-types.js';
import type { Recipe } from './recipe.js';

/**
 * T2I-Adapter (Mou et al., 2023), as diffusers' StableDiffusionAdapterPipeline runs it: features of the skeleton's picture are
 * computed once and, times `conditioningScale`, added to every level of the UNet's way down at every step, in both branches
 * of the guidance.
 *
 * @throws as `runStages`; MODEL_MISMATCH for a recipe of another family, or a model without the adapter
 */
export async function runAdapterPipeline(
  parts: PipelineParts,
  recipe: Recipe,
  options: PipelineOptions = {},
): Promise<PipelineResult> {
  assertFamily(recipe, ['t2i-adapter']);
  const { denoiser, conditionAdapter } = parts;
  if (!conditionAdapter) throw missingPart('a T2I-Adapter');
  const { conditioningScale = 1 } = recipe;
  const prepare = async (skeleton: Tensor) => {
    const { levels } = await conditionAdapter.encode(toUnitRange(skeleton));
    const features = levels.map((level) => scaleTensor(level, conditioningScale));
    return (sample: Tensor, timestep: number, promptEmbeds: Tensor) => {
      const repeated = features.map((level) => repeatForBranches(level, sample.dims[0] ?? 1));
      return denoiser.predict(sample, timestep, promptEmbeds, { levels: repeated });
    };
  };
  return runStages(parts, { prepare }, recipe, options);
}
