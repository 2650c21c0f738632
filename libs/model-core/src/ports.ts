/**
 * What the pipeline needs of a model. A backend implements these four ports; the pipeline knows nothing else of it.
 *
 * Sizes: N batch, L tokens (`modelMaxLength`), D text width, H and W picture in pixels, h = H / downscaleFactor and
 * w = W / downscaleFactor in latent cells. All numbers are float32 unless said otherwise. A port never keeps or changes
 * a tensor that it is given, and never hands out memory that a later call overwrites.
 */
import type { Tensor } from '@contrapposto/tensor';

export interface Tokenized {
  /** (1, L) int32: start token, the prompt, end token, padding. */
  readonly ids: Tensor<'int32'>;
  /** Tokens that the whole prompt needs, start and end token included; more than L when it was cut. */
  readonly tokenCount: number;
  /** The part of the prompt beyond the limit, which the model does not see; null when nothing was cut. */
  readonly truncatedText: string | null;
}

export interface Tokenizer {
  /** L, start and end token included; 77 for CLIP. */
  readonly modelMaxLength: number;
  tokenize(text: string): Tokenized;
}

export interface TextEncoder {
  /** @param ids (N, L) int32. Resolves to `promptEmbeds` (N, L, D). */
  encode(ids: Tensor<'int32'>): Promise<Tensor>;
}

/** A diagonal Gaussian over latents, not scaled. Its mode is `mean`. */
export interface LatentDistribution {
  /** (N, latentChannels, h, w) */
  readonly mean: Tensor;
  /** (N, latentChannels, h, w), >= 0 */
  readonly std: Tensor;
}

export interface Autoencoder {
  /** `latents = scalingFactor * encoded`; 0.18215 for Stable Diffusion. */
  readonly scalingFactor: number;
  readonly latentChannels: number;
  /** Pixels per latent cell along each side; 8 for Stable Diffusion. */
  readonly downscaleFactor: number;
  /** @param images (N, 3, H, W) in -1..1. */
  encode(images: Tensor): Promise<LatentDistribution>;
  /** @param latents (N, latentChannels, h, w), not scaled. Resolves to (N, 3, H, W), nominally -1..1, not clamped. */
  decode(latents: Tensor): Promise<Tensor>;
}

export interface Denoiser {
  /** latentChannels for a text-only model, twice that for one that holds a pose. */
  readonly inChannels: number;
  readonly outChannels: number;
  /** h and w must be multiples of this: two to the power of the UNet's downsamplers. */
  readonly sizeMultiple: number;
  /**
   * @param sample (N, inChannels, h, w)
   * @param timestep on the training schedule, 0..numTrainTimesteps - 1; Euler's may be fractional
   * @param promptEmbeds (N, L, D)
   * Resolves to the prediction (N, outChannels, h, w), of the scheduler's predictionType.
   */
  predict(sample: Tensor, timestep: number, promptEmbeds: Tensor): Promise<Tensor>;
}
