import type { ConfigReader } from '../config-reader.js';
import { GraphBuilder, type Value } from '../graph-builder.js';
import { attention, DIFFUSERS_PROJECTIONS, type ProjectionNames } from '../layers/attention.js';
import { conv2d, groupNorm, silu, toImage, toTokens, upsampleTwice } from '../layers/basic.js';
import { resnetBlock } from '../layers/resnet.js';
import { ModuleScope } from '../module-scope.js';
import { WeightSource, type WeightsFile } from '../weights.js';

/** AutoencoderKL of diffusers. */
export interface AutoencoderConfig {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly latentChannels: number;
  /** Channels per level, from the pictures' resolution to the latents'. */
  readonly channels: readonly number[];
  readonly resnets: number;
  readonly normGroups: number;
  readonly scalingFactor: number;
  readonly midAttention: boolean;
  readonly quantConv: boolean;
  readonly postQuantConv: boolean;
}

/** diffusers fixes it in both halves. */
const NORM_EPSILON = 1e-6;
/** Bounds that DiagonalGaussianDistribution puts on the logarithm of the variance. */
const LOG_VARIANCE_BOUNDS = [-30, 20] as const;
/** Checkpoints from before diffusers 0.18 name the middle attention's projections so. */
const OLD_PROJECTIONS: ProjectionNames = { query: 'query', key: 'key', value: 'value', output: 'proj_attn' };

/** @throws ModelFolderError CONFIG_INVALID or CONFIG_UNSUPPORTED, naming the key */
export function readAutoencoderConfig(config: ConfigReader): AutoencoderConfig {
  // force_upcast asks for float32, which is what all arithmetic here is.
  config.ignore('sample_size', 'force_upcast');
  config.require('act_fn', 'silu', 'swish');
  config.require('shift_factor', null);
  config.require('latents_mean', null);
  config.require('latents_std', null);
  const channels = config.sizes('block_out_channels', [64]);
  config.names('down_block_types', ['DownEncoderBlock2D'], channels.length);
  config.names('up_block_types', ['UpDecoderBlock2D'], channels.length);
  const parsed: AutoencoderConfig = {
    inChannels: config.size('in_channels', 3),
    outChannels: config.size('out_channels', 3),
    latentChannels: config.size('latent_channels', 4),
    channels,
    resnets: config.size('layers_per_block', 1),
    normGroups: config.size('norm_num_groups', 32),
    scalingFactor: config.number('scaling_factor', 0.18215),
    midAttention: config.flag('mid_block_add_attention', true),
    quantConv: config.flag('use_quant_conv', true),
    postQuantConv: config.flag('use_post_quant_conv', true),
  };
  config.assertDivides('norm_num_groups', parsed.normGroups, channels);
  config.assertAllRead();
  return parsed;
}

/** images (N, 3, H, W) in -1..1 -> mean and std (N, latentChannels, h, w), not scaled. */
export function buildEncoder(config: AutoencoderConfig, weights: WeightsFile, configLabel: string): GraphBuilder {
  const graph = new GraphBuilder('vae_encoder');
  const source = new WeightSource(graph, weights, configLabel);
  const scope = new ModuleScope(graph, source);
  const moments = config.latentChannels * 2;
  const images = graph.input('images', 'float32', ['batch', config.inChannels, 'height', 'width']);
  let x = encode(scope.child('encoder'), images, config);
  if (config.quantConv) x = conv2d(scope.child('quant_conv'), x, moments, moments, 1);
  const [mean, logVariance] = graph.nodeWithOutputs('Split', [x], 2, { attributes: { axis: 1, num_outputs: 2 } }) as [
    Value,
    Value,
  ];
  const [low, high] = LOG_VARIANCE_BOUNDS;
  const clipped = scope.node('Clip', [logVariance, graph.floats([low], []), graph.floats([high], [])]);
  const std = scope.node('Exp', [scope.node('Mul', [clipped, graph.floats([0.5], [])])]);
  const dims = ['batch', config.latentChannels, 'latent_height', 'latent_width'];
  graph.output('mean', mean, dims);
  graph.output('std', std, dims);
  source.assertAllUsed(/^(decoder|post_quant_conv)\./);
  return graph;
}

/** latents (N, latentChannels, h, w), not scaled -> images (N, 3, H, W), nominally -1..1. */
export function buildDecoder(config: AutoencoderConfig, weights: WeightsFile, configLabel: string): GraphBuilder {
  const graph = new GraphBuilder('vae_decoder');
  const source = new WeightSource(graph, weights, configLabel);
  const scope = new ModuleScope(graph, source);
  const { latentChannels } = config;
  const latents = graph.input('latents', 'float32', ['batch', latentChannels, 'latent_height', 'latent_width']);
  const x = config.postQuantConv
    ? conv2d(scope.child('post_quant_conv'), latents, latentChannels, latentChannels, 1)
    : latents;
  graph.output('images', decode(scope.child('decoder'), x, config), ['batch', config.outChannels, 'height', 'width']);
  source.assertAllUsed(/^(encoder|quant_conv)\./);
  return graph;
}

function encode(scope: ModuleScope, images: Value, config: AutoencoderConfig): Value {
  const { channels, resnets, latentChannels, inChannels } = config;
  let width = channels[0]!;
  let x = conv2d(scope.child('conv_in'), images, inChannels, width, 3, {
    reason: `in_channels ${inChannels}, block_out_channels[0] ${width}`,
  });
  channels.forEach((levelChannels, index) => {
    const level = scope.child(`down_blocks.${index}`);
    for (let layer = 0; layer < resnets; layer++) {
      x = resnet(level.child(`resnets.${layer}`), x, width, levelChannels, config);
      width = levelChannels;
    }
    if (index === channels.length - 1) return;
    // diffusers pads the right and the bottom only.
    x = conv2d(level.child('downsamplers.0.conv'), x, width, width, 3, { stride: 2, padding: [0, 0, 1, 1] });
  });
  x = middle(scope.child('mid_block'), x, width, config);
  return project(scope, x, width, latentChannels * 2, config, `2 * latent_channels ${latentChannels}`);
}

function decode(scope: ModuleScope, latents: Value, config: AutoencoderConfig): Value {
  const { channels, resnets, latentChannels, outChannels } = config;
  const coarseFirst = [...channels].reverse();
  let width = coarseFirst[0]!;
  let x = conv2d(scope.child('conv_in'), latents, latentChannels, width, 3, {
    reason: `latent_channels ${latentChannels}, block_out_channels[-1] ${width}`,
  });
  x = middle(scope.child('mid_block'), x, width, config);
  coarseFirst.forEach((levelChannels, index) => {
    const level = scope.child(`up_blocks.${index}`);
    for (let layer = 0; layer <= resnets; layer++) {
      x = resnet(level.child(`resnets.${layer}`), x, width, levelChannels, config);
      width = levelChannels;
    }
    if (index === channels.length - 1) return;
    x = conv2d(level.child('upsamplers.0.conv'), upsampleTwice(level, x), width, width, 3);
  });
  return project(scope, x, width, outChannels, config, `out_channels ${outChannels}`);
}

/** Resnet, single-head attention over all cells, resnet. */
function middle(scope: ModuleScope, x: Value, channels: number, config: AutoencoderConfig): Value {
  x = resnet(scope.child('resnets.0'), x, channels, channels, config);
  if (config.midAttention) x = cellAttention(scope.child('attentions.0'), x, channels, config);
  return resnet(scope.child('resnets.1'), x, channels, channels, config);
}

function cellAttention(scope: ModuleScope, x: Value, channels: number, config: AutoencoderConfig): Value {
  const names = scope.has('query.weight') ? OLD_PROJECTIONS : DIFFUSERS_PROJECTIONS;
  const normalized = groupNorm(scope.child('group_norm'), x, channels, config.normGroups, NORM_EPSILON);
  const tokens = toTokens(scope, normalized, channels);
  const mixed = attention(scope, tokens, tokens, { names, heads: 1, features: channels, bias: true });
  return scope.node('Add', [toImage(scope, mixed, x), x]);
}

function resnet(
  scope: ModuleScope,
  x: Value,
  inChannels: number,
  outChannels: number,
  config: AutoencoderConfig,
): Value {
  return resnetBlock(scope, x, inChannels, outChannels, { groups: config.normGroups, epsilon: NORM_EPSILON }, null);
}

function project(
  scope: ModuleScope,
  x: Value,
  inChannels: number,
  outChannels: number,
  config: AutoencoderConfig,
  reason: string,
): Value {
  const normalized = groupNorm(scope.child('conv_norm_out'), x, inChannels, config.normGroups, NORM_EPSILON);
  return conv2d(scope.child('conv_out'), silu(scope, normalized), inChannels, outChannels, 3, { reason });
}
