import type { ConfigReader } from '../config-reader.js';
import { GraphBuilder, type Value } from '../graph-builder.js';
import { conv2d, groupNorm, linear, silu, upsampleTwice } from '../layers/basic.js';
import { resnetBlock, type NormSettings, type TimeCondition } from '../layers/resnet.js';
import { transformer2d } from '../layers/transformer-2d.js';
import { ModuleScope } from '../module-scope.js';
import { WeightSource, type WeightsFile } from '../weights.js';

/** UNet2DConditionModel of diffusers, as Stable Diffusion 1.x and 2.x and HumanSD configure it. */
export interface UNetConfig {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly levels: readonly UNetLevel[];
  readonly downsamplePadding: number;
  readonly norm: NormSettings;
  readonly contextFeatures: number;
  readonly linearProjection: boolean;
  /** cos before sin in the timestep's embedding. */
  readonly flipSinToCos: boolean;
  readonly freqShift: number;
  readonly timeFeatures: number;
}

/** One resolution, from the finest to the coarsest; the way up passes the same ones in reverse. */
export interface UNetLevel {
  readonly channels: number;
  readonly resnets: number;
  readonly heads: number;
  readonly transformerDepth: number;
  readonly attentionDown: boolean;
  readonly attentionUp: boolean;
}

const DOWN_BLOCKS = ['DownBlock2D', 'CrossAttnDownBlock2D'] as const;
const UP_BLOCKS = ['UpBlock2D', 'CrossAttnUpBlock2D'] as const;

/** @throws ModelFolderError CONFIG_INVALID or CONFIG_UNSUPPORTED, naming the key */
export function readUNetConfig(config: ConfigReader): UNetConfig {
  requireSupportedFeatures(config);
  const blockOutChannels = config.sizes('block_out_channels', [320, 640, 1280, 1280]);
  const parsed: UNetConfig = {
    inChannels: config.size('in_channels', 4),
    outChannels: config.size('out_channels', 4),
    levels: readLevels(config, blockOutChannels),
    downsamplePadding: config.oneOf('downsample_padding', [0, 1], 1),
    norm: { groups: config.size('norm_num_groups', 32), epsilon: config.number('norm_eps', 1e-5) },
    contextFeatures: config.size('cross_attention_dim', 1280),
    linearProjection: config.flag('use_linear_projection', false),
    flipSinToCos: config.flag('flip_sin_to_cos', true),
    freqShift: config.number('freq_shift', 0),
    timeFeatures: config.optionalSize('time_embedding_dim') ?? blockOutChannels[0]! * 4,
  };
  config.assertDivides('norm_num_groups', parsed.norm.groups, blockOutChannels);
  for (const { heads, channels } of parsed.levels) config.assertDivides('attention_head_dim', heads, [channels]);
  config.assertAllRead();
  return parsed;
}

/** sample (N, in, h, w), timestep (1), promptEmbeds (N, L, D) -> prediction (N, out, h, w). */
export function buildUNet(config: UNetConfig, weights: WeightsFile, configLabel: string): GraphBuilder {
  const graph = new GraphBuilder('unet');
  const source = new WeightSource(graph, weights, configLabel);
  const scope = new ModuleScope(graph, source);
  const sample = graph.input('sample', 'float32', ['batch', config.inChannels, 'height', 'width']);
  const timestep = graph.input('timestep', 'float32', [1]);
  const context = graph.input('prompt_embeds', 'float32', ['batch', 'tokens', config.contextFeatures]);
  const prediction = new UNetGraph(scope, config, context, timeCondition(scope, config, timestep)).predict(sample);
  graph.output('prediction', prediction, ['batch', config.outChannels, 'height', 'width']);
  source.assertAllUsed();
  return graph;
}

/** An intermediate picture-shaped value and its channels. */
interface Feature {
  readonly value: Value;
  readonly channels: number;
}

/** The way down, the middle and the way up, sharing the time and text conditions. */
class UNetGraph {
  private readonly skips: Feature[] = [];

  constructor(
    private readonly scope: ModuleScope,
    private readonly config: UNetConfig,
    private readonly context: Value,
    private readonly time: TimeCondition,
  ) {}

  predict(sample: Value): Value {
    const { levels, norm, inChannels, outChannels } = this.config;
    const first = levels[0]!.channels;
    const reason = `in_channels ${inChannels}, block_out_channels[0] ${first}`;
    let x: Feature = {
      value: conv2d(this.scope.child('conv_in'), sample, inChannels, first, 3, { reason }),
      channels: first,
    };
    this.skips.push(x);
    levels.forEach((level, index) => (x = this.down(x, level, index)));
    x = this.middle(x);
    [...levels].reverse().forEach((level, index) => (x = this.up(x, level, index)));
    const normalized = groupNorm(this.scope.child('conv_norm_out'), x.value, x.channels, norm.groups, norm.epsilon);
    return conv2d(this.scope.child('conv_out'), silu(this.scope, normalized), first, outChannels, 3, {
      reason: `out_channels ${outChannels}`,
    });
  }

  private down(x: Feature, level: UNetLevel, index: number): Feature {
    const scope = this.scope.child(`down_blocks.${index}`);
    for (let layer = 0; layer < level.resnets; layer++) {
      x = this.resnet(scope.child(`resnets.${layer}`), x, level.channels);
      if (level.attentionDown) x = this.transformer(scope.child(`attentions.${layer}`), x, level);
      this.skips.push(x);
    }
    if (index === this.config.levels.length - 1) return x;
    x = this.downsample(scope.child('downsamplers.0.conv'), x);
    this.skips.push(x);
    return x;
  }

  private middle(x: Feature): Feature {
    const scope = this.scope.child('mid_block');
    const level = this.config.levels.at(-1)!;
    x = this.resnet(scope.child('resnets.0'), x, level.channels);
    x = this.transformer(scope.child('attentions.0'), x, level);
    return this.resnet(scope.child('resnets.1'), x, level.channels);
  }

  /** One resnet more than on the way down, each on its input joined with a skip from there. */
  private up(x: Feature, level: UNetLevel, index: number): Feature {
    const scope = this.scope.child(`up_blocks.${index}`);
    for (let layer = 0; layer <= level.resnets; layer++) {
      x = this.resnet(scope.child(`resnets.${layer}`), this.joinSkip(scope, x), level.channels);
      if (level.attentionUp) x = this.transformer(scope.child(`attentions.${layer}`), x, level);
    }
    if (index === this.config.levels.length - 1) return x;
    const conv = scope.child('upsamplers.0.conv');
    return { value: conv2d(conv, upsampleTwice(scope, x.value), x.channels, x.channels, 3), channels: x.channels };
  }

  private joinSkip(scope: ModuleScope, x: Feature): Feature {
    const skip = this.skips.pop()!;
    const value = scope.node('Concat', [x.value, skip.value], { attributes: { axis: 1 } });
    return { value, channels: x.channels + skip.channels };
  }

  private downsample(scope: ModuleScope, { value, channels }: Feature): Feature {
    const side = this.config.downsamplePadding;
    const padding = side === 0 ? ([0, 0, 1, 1] as const) : side;
    return { value: conv2d(scope, value, channels, channels, 3, { stride: 2, padding }), channels };
  }

  private resnet(scope: ModuleScope, x: Feature, channels: number): Feature {
    return { value: resnetBlock(scope, x.value, x.channels, channels, this.config.norm, this.time), channels };
  }

  private transformer(scope: ModuleScope, { value, channels }: Feature, level: UNetLevel): Feature {
    const { contextFeatures, linearProjection, norm } = this.config;
    const { heads, transformerDepth: depth } = level;
    const settings = { channels, heads, depth, contextFeatures, normGroups: norm.groups, linearProjection };
    return { value: transformer2d(scope, value, this.context, settings), channels };
  }
}

/** Sinusoids of the timestep (1) through two Linear layers; what every resnet block wants is silu of it. */
function timeCondition(scope: ModuleScope, config: UNetConfig, timestep: Value): TimeCondition {
  const { flipSinToCos, freqShift, timeFeatures: features } = config;
  const channels = config.levels[0]!.channels;
  const half = channels / 2;
  const frequencies = Array.from({ length: half }, (_, i) => Math.exp((-Math.log(10_000) * i) / (half - freqShift)));
  const angles = scope.node('Mul', [timestep, scope.graph.floats(frequencies, [1, half])]);
  const sin = scope.node('Sin', [angles]);
  const cos = scope.node('Cos', [angles]);
  const waves = scope.node('Concat', flipSinToCos ? [cos, sin] : [sin, cos], { attributes: { axis: 1 } });
  const embedding = scope.child('time_embedding');
  const hidden = silu(embedding, linear(embedding.child('linear_1'), waves, channels, features));
  const value = silu(embedding, linear(embedding.child('linear_2'), hidden, features, features));
  return { value, features };
}

function readLevels(config: ConfigReader, blockOutChannels: readonly number[]): readonly UNetLevel[] {
  const count = blockOutChannels.length;
  const down = config.names('down_block_types', DOWN_BLOCKS, count);
  const up = config.names('up_block_types', UP_BLOCKS, count);
  const resnets = config.sizePerLevel('layers_per_block', count, 2);
  const depths = config.sizePerLevel('transformer_layers_per_block', count, 1);
  // The published configs' attention_head_dim is, in spite of its name, the number of heads.
  const heads = config.sizePerLevel('attention_head_dim', count, 8);
  return blockOutChannels.map((channels, index) => ({
    channels,
    resnets: resnets[index]!,
    heads: heads[index]!,
    transformerDepth: depths[index]!,
    attentionDown: down[index] === 'CrossAttnDownBlock2D',
    attentionUp: up[count - 1 - index] === 'CrossAttnUpBlock2D',
  }));
}

/** The many switches of UNet2DConditionModel that Stable Diffusion's own configs leave alone. */
function requireSupportedFeatures(config: ConfigReader): void {
  config.ignore('sample_size', 'dropout', 'upcast_attention', 'addition_embed_type_num_heads');
  config.require('act_fn', 'silu', 'swish');
  config.require('center_input_sample', false);
  config.require('only_cross_attention', false);
  config.require('dual_cross_attention', false);
  config.require('mid_block_type', 'UNetMidBlock2DCrossAttn');
  config.require('mid_block_scale_factor', 1);
  config.require('mid_block_only_cross_attention', null);
  config.require('reverse_transformer_layers_per_block', null);
  config.require('encoder_hid_dim', null);
  config.require('encoder_hid_dim_type', null);
  config.require('num_attention_heads', null);
  config.require('class_embed_type', null);
  config.require('num_class_embeds', null);
  config.require('projection_class_embeddings_input_dim', null);
  config.require('class_embeddings_concat', false);
  config.require('addition_embed_type', null);
  config.require('addition_time_embed_dim', null);
  config.require('resnet_time_scale_shift', 'default');
  config.require('resnet_skip_time_act', false);
  config.require('resnet_out_scale_factor', 1);
  config.require('time_embedding_type', 'positional');
  config.require('time_embedding_act_fn', null);
  config.require('timestep_post_act', null);
  config.require('time_cond_proj_dim', null);
  config.require('conv_in_kernel', 3);
  config.require('conv_out_kernel', 3);
  config.require('attention_type', 'default');
  config.require('cross_attention_norm', null);
}
