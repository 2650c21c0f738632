import type { Recipe } from '@contrapposto/model-core';
import type { Networks } from '../model-folder/inspect-networks.js';

const BYTES = 4;
/** The process itself: Node, ONNX Runtime, graphs. */
const BASE_BYTES = 120e6;
/** Copies of a level's picture alive at once around a convolution: input, shortcut, intermediates and the reordered ones. */
const LIVE_COPIES = 9;
/** Weights as float32, plus what loading holds beside them: the pages of the file and packed copies. */
const WEIGHT_COPIES = 2;

/** Peak resident bytes of loading the networks and running a recipe: an upper estimate from shapes alone. */
export function estimatePeakBytes(networks: Networks, recipe: Recipe): number {
  const { parameters } = networks.weights;
  const { unet, vae, textEncoder, branch = 0 } = parameters;
  const weights = (unet + vae + textEncoder + branch) * BYTES * WEIGHT_COPIES;
  return Math.ceil(BASE_BYTES + weights + Math.max(unetBytes(networks, recipe), autoencoderBytes(networks, recipe)));
}

/** The skips of the way down stay alive until the way up, beside the widest working set; a ControlNet has as many again. */
function unetBytes({ unet, downscaleFactor, branch }: Networks, { width, height, guidanceScale }: Recipe): number {
  const cells = (width * height) / downscaleFactor ** 2;
  const batch = guidanceScale === 1 ? 1 : 2;
  const levels = unet.levels.map(({ channels, resnets }, index) => ({
    size: (channels * cells) / 4 ** index,
    resnets,
  }));
  const skips = levels.reduce((total, { size, resnets }) => total + size * (resnets + 1), 0);
  // A feed-forward layer is eight times as wide as its input; a joined skip at most twice.
  const working = Math.max(...levels.map(({ size }) => size * (8 + LIVE_COPIES)));
  return batch * BYTES * (skips * (branch?.kind === 'controlnet' ? 3 : 1) + working);
}

/** The decoder is widest where it has just doubled the resolution and not yet narrowed the channels. */
function autoencoderBytes({ autoencoder: { channels } }: Networks, { width, height }: Recipe): number {
  const sizes = channels.map((own, level) => ((channels[level + 1] ?? own) * width * height) / 4 ** level);
  return BYTES * LIVE_COPIES * Math.max(...sizes);
}
