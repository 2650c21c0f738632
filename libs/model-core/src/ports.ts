/**
 * What the pipelines need of a model. A backend implements these ports, the last two only for the families that have them; the
 * pipelines know nothing else of it.
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
   * @param additions of a branch or an adapter, where the model has one
   * Resolves to the prediction (N, outChannels, h, w), of the scheduler's predictionType.
   */
  predict(sample: Tensor, timestep: number, promptEmbeds: Tensor, additions?: DenoiserAdditions): Promise<Tensor>;
}

/** What is added to values inside the UNet, each of their shape. A model's denoiser takes one of the two kinds, or none. */
export type DenoiserAdditions = ControlResiduals | AdapterFeatures;

/** What a ControlNet adds to the way up. */
export interface ControlResiduals {
  /** To each skip of the way down, in their order: after the first convolution, each layer and each downsampler. */
  readonly skips: readonly Tensor[];
  /** To what leaves the middle. */
  readonly middle: Tensor;
}

/** What a T2I-Adapter adds to the way down. */
export interface AdapterFeatures {
  /** To each level's last layer, before its skip is taken: (N, level's channels, h / 2^level, w / 2^level), finest first. */
  readonly levels: readonly Tensor[];
}

/** ControlNet: a copy of the UNet's way down that sees the skeleton's picture as well. */
export interface ControlBranch {
  /**
   * The layers that only the picture passes, the same for every step and every text.
   *
   * @param condition the skeleton's picture, (1, 3, H, W) in 0..1. Resolves to (1, channels of the UNet's first level, h, w).
   */
  embed(condition: Tensor): Promise<Tensor>;
  /**
   * @param sample, timestep, promptEmbeds as the denoiser takes them
   * @param embedding of the skeleton's picture, for all N alike
   */
  predict(sample: Tensor, timestep: number, promptEmbeds: Tensor, embedding: Tensor): Promise<ControlResiduals>;
}

/** T2I-Adapter: features of the skeleton's picture, the same for every step and every text. */
export interface ConditionAdapter {
  /** @param condition (1, 3, H, W) in 0..1. */
  encode(condition: Tensor): Promise<AdapterFeatures>;
}
