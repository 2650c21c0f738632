import type { ConfigReader } from '../config-reader.js';
import { GraphBuilder, type Value } from '../graph-builder.js';
import { conv2d, silu } from '../layers/basic.js';
import { ModuleScope } from '../module-scope.js';
import { WeightSource, type WeightsFile } from '../weights.js';
import { readEncoderConfig } from './encoder-config.js';
import { type EncoderConfig, timeCondition, UNetBlocks, UNetEncoder } from './unet-encoder.js';

/** ControlNetModel of diffusers, beside a UNet of Stable Diffusion 1.x or 2.x. */
export interface ControlNetConfig extends EncoderConfig {
  /** Of the layers that bring the picture down to the latents' size, each half as wide as the one before. */
  readonly conditionChannels: readonly number[];
}

/** Names of the graph's outputs, after diffusers' results. */
export const skipOutput = (index: number) => `down_block_res_sample_${index}`;
export const MIDDLE_OUTPUT = 'mid_block_res_sample';

const PICTURE_CHANNELS = 3;
const EMBEDDING = 'controlnet_cond_embedding';

/** @throws ModelFolderError CONFIG_INVALID or CONFIG_UNSUPPORTED, naming the key */
export function readControlNetConfig(config: ConfigReader): ControlNetConfig {
  config.require('conditioning_channels', PICTURE_CHANNELS);
  config.require('controlnet_conditioning_channel_order', 'rgb');
  config.require('global_pool_conditions', false);
  const conditionChannels = config.sizes('conditioning_embedding_out_channels', [16, 32, 96, 256]);
  const parsed = { ...readEncoderConfig(config), conditionChannels };
  config.assertAllRead();
  return parsed;
}

/** Pixels of the picture per latent cell, along each side. */
export function computeConditionFactor({ conditionChannels }: ControlNetConfig): number {
  return 2 ** (conditionChannels.length - 1);
}

/** condition (M, 3, H, W) in 0..1 -> embedding (M, block_out_channels[0], h, w): all that every step has in common. */
export function buildConditionEmbedding(
  config: ControlNetConfig,
  weights: WeightsFile,
  configLabel: string,
): GraphBuilder {
  const graph = new GraphBuilder(EMBEDDING);
  const source = new WeightSource(graph, weights, configLabel);
  const condition = graph.input('condition', 'float32', ['pictures', PICTURE_CHANNELS, 'pixel_height', 'pixel_width']);
  const embedding = embedCondition(new ModuleScope(graph, source).child(EMBEDDING), condition, config);
  graph.output('embedding', embedding, ['pictures', config.levels[0]!.channels, 'height', 'width']);
  source.assertAllUsed(new RegExp(`^(?!${EMBEDDING}\\.)`));
  return graph;
}

/**
 * sample (N, in, h, w), timestep (1), promptEmbeds (N, L, D), embedding (1 or N, block_out_channels[0], h, w) -> the
 * residuals of every skip, and of the middle.
 */
export function buildControlNet(config: ControlNetConfig, weights: WeightsFile, configLabel: string): GraphBuilder {
  const graph = new GraphBuilder('controlnet');
  const source = new WeightSource(graph, weights, configLabel);
  const scope = new ModuleScope(graph, source);
  const sample = graph.input('sample', 'float32', ['batch', config.inChannels, 'height', 'width']);
  const timestep = graph.input('timestep', 'float32', [1]);
  const context = graph.input('prompt_embeds', 'float32', ['batch', 'tokens', config.contextFeatures]);
  const start = graph.input('embedding', 'float32', ['pictures', config.levels[0]!.channels, 'height', 'width']);
  const blocks = new UNetBlocks(scope, config, context, timeCondition(scope, config, timestep));
  const encoder = new UNetEncoder(blocks, config, { start });
  const middle = encoder.encode(sample);
  const project = (name: string, { value, channels }: typeof middle) =>
    conv2d(scope.child(name), value, channels, channels, 1);
  encoder.skips.forEach((skip, index) => {
    const residual = project(`controlnet_down_blocks.${index}`, skip);
    graph.output(skipOutput(index), residual, ['batch', skip.channels, `height_${index}`, `width_${index}`]);
  });
  const residual = project('controlnet_mid_block', middle);
  graph.output(MIDDLE_OUTPUT, residual, ['batch', middle.channels, 'height_middle', 'width_middle']);
  source.assertAllUsed(new RegExp(`^${EMBEDDING}\\.`));
  return graph;
}

function embedCondition(scope: ModuleScope, condition: Value, config: ControlNetConfig): Value {
  const { conditionChannels, levels } = config;
  const [first = 0, ...others] = conditionChannels;
  let x = silu(scope, conv2d(scope.child('conv_in'), condition, PICTURE_CHANNELS, first, 3));
  let channels = first;
  others.forEach((next, index) => {
    x = silu(scope, conv2d(scope.child(`blocks.${2 * index}`), x, channels, channels, 3));
    x = silu(scope, conv2d(scope.child(`blocks.${2 * index + 1}`), x, channels, next, 3, { stride: 2 }));
    channels = next;
  });
  return conv2d(scope.child('conv_out'), x, channels, levels[0]!.channels, 3);
}
