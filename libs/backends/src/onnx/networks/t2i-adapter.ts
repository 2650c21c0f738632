import type { ConfigReader } from '../config-reader.js';
import { GraphBuilder, type Value } from '../graph-builder.js';
import { conv2d } from '../layers/basic.js';
import { ModuleScope } from '../module-scope.js';
import { WeightSource, type WeightsFile } from '../weights.js';

/** T2IAdapter of diffusers, of the full kind, beside a UNet of Stable Diffusion 1.x or 2.x. */
export interface AdapterConfig {
  /** Per level of the UNet. */
  readonly channels: readonly number[];
  readonly resnets: number;
  /** Pixels of the picture per latent cell, along each side. */
  readonly downscaleFactor: number;
}

/** Names of the graph's outputs. */
export const levelOutput = (index: number) => `level_${index}`;

const PICTURE_CHANNELS = 3;

/** @throws ModelFolderError CONFIG_INVALID or CONFIG_UNSUPPORTED, naming the key */
export function readAdapterConfig(config: ConfigReader): AdapterConfig {
  config.require('adapter_type', 'full_adapter');
  config.require('in_channels', PICTURE_CHANNELS);
  const parsed = {
    channels: config.sizes('channels', [320, 640, 1280, 1280]),
    resnets: config.size('num_res_blocks', 2),
    downscaleFactor: config.size('downscale_factor', 8),
  };
  config.assertAllRead();
  return parsed;
}

/** condition (N, 3, H, W) in 0..1 -> a feature per level, (N, channels, H / (factor 2^level), W / ...). */
export function buildAdapter(config: AdapterConfig, weights: WeightsFile, configLabel: string): GraphBuilder {
  const graph = new GraphBuilder('t2i_adapter');
  const source = new WeightSource(graph, weights, configLabel);
  const scope = new ModuleScope(graph, source).child('adapter');
  const condition = graph.input('condition', 'float32', ['batch', PICTURE_CHANNELS, 'pixel_height', 'pixel_width']);
  const { channels, downscaleFactor: factor } = config;
  let inChannels = channels[0]!;
  const unshuffled = unshuffle(scope, condition, factor);
  let x = conv2d(scope.child('conv_in'), unshuffled, PICTURE_CHANNELS * factor ** 2, inChannels, 3);
  channels.forEach((outChannels, index) => {
    x = level(scope.child(`body.${index}`), index > 0 ? halve(scope, x) : x, inChannels, outChannels, config.resnets);
    graph.output(levelOutput(index), x, ['batch', outChannels, `height_${index}`, `width_${index}`]);
    inChannels = outChannels;
  });
  source.assertAllUsed();
  return graph;
}

/** diffusers' AdapterBlock behind its pooling. */
function level(scope: ModuleScope, x: Value, inChannels: number, channels: number, resnets: number): Value {
  if (inChannels !== channels) x = conv2d(scope.child('in_conv'), x, inChannels, channels, 1);
  for (let index = 0; index < resnets; index++) {
    const block = scope.child(`resnets.${index}`);
    const hidden = block.node('Relu', [conv2d(block.child('block1'), x, channels, channels, 3)]);
    x = block.node('Add', [conv2d(block.child('block2'), hidden, channels, channels, 1), x]);
  }
  return x;
}

function halve(scope: ModuleScope, x: Value): Value {
  return scope.node('AveragePool', [x], { attributes: { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 } });
}

/**
 * PyTorch's PixelUnshuffle, (N, C, H, W) -> (N, C factor^2, H / factor, W / factor): ONNX orders the same numbers by place
 * and then by channel, PyTorch by channel and then by place.
 */
function unshuffle(scope: ModuleScope, x: Value, factor: number): Value {
  const places = factor ** 2;
  const packed = scope.node('SpaceToDepth', [x], { attributes: { blocksize: factor } });
  const apart = scope.node('Reshape', [packed, scope.graph.ints([0, places, PICTURE_CHANNELS, -1])]);
  const turned = scope.node('Transpose', [apart], { attributes: { perm: [0, 2, 1, 3] } });
  return scope.node('Reshape', [turned, scope.node('Shape', [packed])]);
}
