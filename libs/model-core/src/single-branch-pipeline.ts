import { assertShape, concatChannels, createTensor, type Generator, type Tensor } from '@contrapposto/tensor';
import { assertFamily } from './assert-runnable.js';
import { repeatForBranches } from './guidance.js';
import { latentDims, runStages } from './pipeline.js';
import type { PipelineOptions, PipelineParts, PipelineResult } from './pipeline-types.js';
import type { Autoencoder } from './ports.js';
import type { Recipe } from './recipe.js';

/**
 * HumanSD's single-branch pipeline: the skeleton, drawn and encoded by the same autoencoder as pictures, is concatenated
 * to the noisy latents, so that one UNet sees both, in both branches of the guidance. With `poseLatents: 'sample'` the first
 * random draw is the noise of the skeleton's latents, (1, C, h, w).
 *
 * @throws as `runStages`; MODEL_MISMATCH for a recipe of another family
 */
export async function runSingleBranchPipeline(
  parts: PipelineParts,
  recipe: Recipe,
  options: PipelineOptions = {},
): Promise<PipelineResult> {
  assertFamily(recipe, ['humansd', 'text-only']);
  const { autoencoder, denoiser } = parts;
  const conditioner = {
    async prepare(skeleton: Tensor, _recipe: Recipe, generator: Generator) {
      const poseLatents = await encodeSkeleton(autoencoder, skeleton, recipe, generator);
      return (sample: Tensor, timestep: number, promptEmbeds: Tensor) => {
        const both = concatChannels(sample, repeatForBranches(poseLatents, sample.dims[0] ?? 1));
        return denoiser.predict(both, timestep, promptEmbeds);
      };
    },
  };
  return runStages(parts, conditioner, recipe, options);
}

async function encodeSkeleton(
  autoencoder: Autoencoder,
  skeleton: Tensor,
  { poseLatents: kind }: Recipe,
  generator: Generator,
): Promise<Tensor> {
  const { mean, std } = await autoencoder.encode(skeleton);
  const dims = latentDims(autoencoder, skeleton.dims[2] ?? 0, skeleton.dims[3] ?? 0);
  assertShape(mean, dims, 'the mean of the encoded skeleton');
  assertShape(std, dims, 'the deviation of the encoded skeleton');
  const noise = kind === 'sample' ? generator.normal(dims) : null;
  const poseLatents = createTensor('float32', dims);
  for (let index = 0; index < poseLatents.data.length; index++) {
    const deviation = noise ? (std.data[index] ?? 0) * (noise.data[index] ?? 0) : 0;
    poseLatents.data[index] = ((mean.data[index] ?? 0) + deviation) * autoencoder.scalingFactor;
  }
  return poseLatents;
}
