import type {
  AdapterFeatures,
  Autoencoder,
  ConditionAdapter,
  ControlBranch,
  ControlResiduals,
  Denoiser,
  DenoiserAdditions,
  LatentDistribution,
  TextEncoder,
} from '@contrapposto/model-core';
import { createTensor, type Tensor } from '@contrapposto/tensor';
import type { AutoencoderConfig } from './networks/autoencoder.js';
import { MIDDLE_OUTPUT, skipOutput } from './networks/controlnet.js';
import { levelOutput } from './networks/t2i-adapter.js';
import { levelInput, MIDDLE_INPUT, skipInput, type UNetConfig } from './networks/unet.js';
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

  async predict(
    sample: Tensor,
    timestep: number,
    promptEmbeds: Tensor,
    additions?: DenoiserAdditions,
  ): Promise<Tensor> {
    const inputs = toInputs(sample, timestep, promptEmbeds);
    const { prediction } = await this.session.run({ ...inputs, ...(additions && nameAdditions(additions)) });
    return prediction!;
  }
}

export class OnnxControlBranch implements ControlBranch {
  constructor(
    private readonly embedding: Session,
    private readonly residuals: Session,
  ) {}

  async embed(condition: Tensor): Promise<Tensor> {
    const { embedding } = await this.embedding.run({ condition });
    return embedding!;
  }

  async predict(sample: Tensor, timestep: number, promptEmbeds: Tensor, embedding: Tensor): Promise<ControlResiduals> {
    const outputs = await this.residuals.run({ ...toInputs(sample, timestep, promptEmbeds), embedding });
    return { skips: takeNumbered(outputs, skipOutput), middle: outputs[MIDDLE_OUTPUT]! };
  }
}

export class OnnxConditionAdapter implements ConditionAdapter {
  constructor(private readonly session: Session) {}

  async encode(condition: Tensor): Promise<AdapterFeatures> {
    return { levels: takeNumbered(await this.session.run({ condition }), levelOutput) };
  }
}

type Outputs = Readonly<Record<string, Tensor>>;

function toInputs(sample: Tensor, timestep: number, promptEmbeds: Tensor): Outputs {
  const time = createTensor('float32', [1], new Float32Array([timestep]));
  return { sample, timestep: time, prompt_embeds: promptEmbeds };
}

function nameAdditions(additions: DenoiserAdditions): Outputs {
  if ('levels' in additions) return nameNumbered(additions.levels, levelInput);
  return { ...nameNumbered(additions.skips, skipInput), [MIDDLE_INPUT]: additions.middle };
}

function nameNumbered(tensors: readonly Tensor[], nameOf: (index: number) => string): Outputs {
  return Object.fromEntries(tensors.map((tensor, index) => [nameOf(index), tensor]));
}

/** The outputs of these names, from 0 until one is missing. */
function takeNumbered(outputs: Outputs, nameOf: (index: number) => string): Tensor[] {
  const tensors: Tensor[] = [];
  for (let next = outputs[nameOf(0)]; next; next = outputs[nameOf(tensors.length)]) tensors.push(next);
  return tensors;
}
