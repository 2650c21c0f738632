import { createTensor, type Tensor } from '@contrapposto/tensor';
import type { PipelineParts } from '../pipeline-types.js';
import type { Autoencoder, Denoiser, TextEncoder, Tokenizer } from '../ports.js';

/**
 * A whole model in formulas, with every port's real shapes: see tools/golden/pipeline.py, which computes the same.
 */
export interface AnalyticParts extends PipelineParts {
  /** What the ports were asked, in order. */
  readonly calls: readonly Call[];
}

export type Call =
  | { readonly port: 'encode-prompt'; readonly branches: number }
  | { readonly port: 'encode' }
  | { readonly port: 'predict'; readonly sample: Tensor; readonly timestep: number }
  | { readonly port: 'decode'; readonly latents: Tensor };

const FACTOR = 4;
const LATENT_CHANNELS = 4;
const LENGTH = 12;
const EMBED_WIDTH = 6;
export const SCALING_FACTOR = 0.5;

export function createAnalyticParts(
  inChannels: 4 | 8,
  schedulerConfig: Readonly<Record<string, unknown>>,
): AnalyticParts {
  const calls: Call[] = [];
  return {
    calls,
    schedulerConfig,
    tokenizer: letterTokenizer,
    textEncoder: createTextEncoder(calls),
    autoencoder: createAutoencoder(calls),
    denoiser: createDenoiser(inChannels, calls),
    latentPreview: {
      factors: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [0.1, 0.1, 0.1],
      ],
      bias: [0, 0.05, -0.05],
    },
  };
}

const letterTokenizer: Tokenizer = {
  modelMaxLength: LENGTH,
  tokenize(text) {
    const ids = createTensor('int32', [1, LENGTH]);
    ids.data.set(Array.from(text.slice(0, LENGTH), (letter) => letter.codePointAt(0) ?? 0));
    return { ids, tokenCount: text.length, truncatedText: text.length > LENGTH ? text.slice(LENGTH) : null };
  },
};

function createTextEncoder(calls: Call[]): TextEncoder {
  return {
    encode(ids) {
      const [branches = 0] = ids.dims;
      calls.push({ port: 'encode-prompt', branches });
      const embeds = createTensor('float32', [branches, LENGTH, EMBED_WIDTH]);
      embeds.data.forEach((_, index) => {
        const token = Math.floor(index / EMBED_WIDTH);
        embeds.data[index] = Math.sin(((ids.data[token] ?? 0) * ((index % EMBED_WIDTH) + 1)) / 10 + (token % LENGTH));
      });
      return Promise.resolve(embeds);
    },
  };
}

function createAutoencoder(calls: Call[]): Autoencoder {
  return {
    scalingFactor: SCALING_FACTOR,
    latentChannels: LATENT_CHANNELS,
    downscaleFactor: FACTOR,
    encode(images) {
      calls.push({ port: 'encode' });
      const [, , height = 0, width = 0] = images.dims;
      const dims = [1, LATENT_CHANNELS, height / FACTOR, width / FACTOR];
      const mean = createTensor('float32', dims);
      const std = createTensor('float32', dims);
      const cells = (height / FACTOR) * (width / FACTOR);
      for (let cell = 0; cell < cells; cell++) {
        const averages = [0, 1, 2].map((channel) => averageBlock(images, channel, cell));
        averages.push(averages.reduce((sum, average) => sum + average / 3, 0));
        averages.forEach((average, channel) => {
          mean.data[channel * cells + cell] = average;
          std.data[channel * cells + cell] = 0.1 + 0.05 * channel;
        });
      }
      return Promise.resolve({ mean, std });
    },
    decode(latents) {
      calls.push({ port: 'decode', latents });
      const [, , h = 0, w = 0] = latents.dims;
      const picture = createTensor('float32', [1, 3, h * FACTOR, w * FACTOR]);
      picture.data.forEach((_, index) => {
        const x = index % (w * FACTOR);
        const y = Math.floor(index / (w * FACTOR)) % (h * FACTOR);
        const channel = Math.floor(index / (w * h * FACTOR ** 2));
        picture.data[index] = latents.data[(channel * h + Math.floor(y / FACTOR)) * w + Math.floor(x / FACTOR)] ?? 0;
      });
      return Promise.resolve(picture);
    },
  };
}

function averageBlock(images: Tensor, channel: number, cell: number): number {
  const [, , height = 0, width = 0] = images.dims;
  const columns = width / FACTOR;
  const top = Math.floor(cell / columns) * FACTOR;
  const left = (cell % columns) * FACTOR;
  let sum = 0;
  for (let y = top; y < top + FACTOR; y++) {
    for (let x = left; x < left + FACTOR; x++) sum += images.data[(channel * height + y) * width + x] ?? 0;
  }
  return sum / FACTOR ** 2;
}

function createDenoiser(inChannels: number, calls: Call[]): Denoiser {
  return {
    inChannels,
    outChannels: LATENT_CHANNELS,
    sizeMultiple: 2,
    predict(sample, timestep, promptEmbeds) {
      calls.push({ port: 'predict', sample, timestep });
      const [branches = 0, , h = 0, w = 0] = sample.dims;
      const size = LATENT_CHANNELS * h * w;
      const prediction = createTensor('float32', [branches, LATENT_CHANNELS, h, w]);
      for (let branch = 0; branch < branches; branch++) {
        const mean = averageBranch(promptEmbeds, branch);
        const at = branch * inChannels * h * w;
        for (let place = 0; place < size; place++) {
          const x = sample.data[at + place] ?? 0;
          const pose = inChannels > LATENT_CHANNELS ? (sample.data[at + size + place] ?? 0) : 0;
          prediction.data[branch * size + place] =
            0.9 * Math.tanh(0.8 * x) + 0.3 * pose + 0.1 * Math.cos(timestep / 250 + mean + place / 7);
        }
      }
      return Promise.resolve(prediction);
    },
  };
}

function averageBranch(promptEmbeds: Tensor, branch: number): number {
  const size = LENGTH * EMBED_WIDTH;
  return promptEmbeds.data.subarray(branch * size, (branch + 1) * size).reduce((sum, value) => sum + value, 0) / size;
}
