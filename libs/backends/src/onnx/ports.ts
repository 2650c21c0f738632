import type { Autoencoder, Denoiser, LatentDistribution, TextEncoder } from '@contrapposto/model-core';
import { createTensor, type Tensor } from '@contrapposto/tensor';
import type { AutoencoderConfig } from './networks/autoencoder.js';
import type { UNetConfig } from './networks/unet.js';
import type { Session } from './session.js';

/** model-core's ports over ONNX Runtime sessions; shapes and ranges as declared there. */

export class OnnxTextEncoder implements TextEncoder {
  constructor(private readonly session: Session) {}

  async encode(ids: Tensor<'int32'>): Promise<Tensor> {
    const { prompt_embeds: promptEmbeds } = await this.session.run({ ids });
    return promptEmbeds!;
  }
}

export class OnnxAutoencoder implements Autoencoder {
  readonly scalingFactor: number;
  readonly latentChannels: number;
  readonly downscaleFactor: number;

  constructor(
    private readonly encoder: Session,
    private readonly decoder: Session,
    config: AutoencoderConfig,
  ) {
    this.scalingFactor = config.scalingFactor;
    this.latentChannels = config.latentChannels;
    this.downscaleFactor = 2 ** (config.channels.length - 1);
  }

  async encode(images: Tensor): Promise<LatentDistribution> {
    const { mean, std } = await this.encoder.run({ images });
    return { mean: mean!, std: std! };
  }

  async decode(latents: Tensor): Promise<Tensor> {
    const { images } = await this.decoder.run({ latents });
    return images!;
  }
}

export class OnnxDenoiser implements Denoiser {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly sizeMultiple: number;

  constructor(
    private readonly session: Session,
    config: UNetConfig,
  ) {
    this.inChannels = config.inChannels;
    this.outChannels = config.outChannels;
    this.sizeMultiple = 2 ** (config.levels.length - 1);
  }

  async predict(sample: Tensor, timestep: number, promptEmbeds: Tensor): Promise<Tensor> {
    const time = createTensor('float32', [1], new Float32Array([timestep]));
    const { prediction } = await this.session.run({ sample, timestep: time, prompt_embeds: promptEmbeds });
    return prediction!;
  }
}
