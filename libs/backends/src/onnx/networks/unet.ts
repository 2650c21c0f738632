import type { ConfigReader } from '../config-reader.js';
import { GraphBuilder, type Value } from '../graph-builder.js';
import { conv2d, groupNorm, silu, upsampleTwice } from '../layers/basic.js';
import { ModuleScope } from '../module-scope.js';
import { WeightSource, type WeightsFile } from '../weights.js';
import { readEncoderConfig } from './encoder-config.js';
import {
  type EncoderConfig,
  type EncoderLevel,
  type Feature,
  listSkips,
  timeCondition,
  UNetBlocks,
  UNetEncoder,
} from './unet-encoder.js';

/** UNet2DConditionModel of diffusers, as Stable Diffusion 1.x and 2.x and HumanSD configure it. */
export interface UNetConfig extends EncoderConfig {
  readonly outChannels: number;
  readonly levels: readonly UNetLevel[];
}

/** The way up passes the same resolutions in reverse. */
export interface UNetLevel extends EncoderLevel {
  readonly attentionUp: boolean;
}

/** What the graph takes besides: a ControlNet's residuals, a T2I-Adapter's features, or nothing. */
export type UNetAdditions = 'none' | 'control' | 'adapter';

/** Names of those inputs, after diffusers' arguments. */
export const skipInput = (index: number) => `down_block_additional_residual_${index}`;
export const MIDDLE_INPUT = 'mid_block_additional_residual';
export const levelInput = (index: number) => `down_intrablock_additional_residual_${index}`;

const UP_BLOCKS = ['UpBlock2D', 'CrossAttnUpBlock2D'] as const;

/** @throws ModelFolderError CONFIG_INVALID or CONFIG_UNSUPPORTED, naming the key */
export function readUNetConfig(config: ConfigReader): UNetConfig {
  requireSupportedFeatures(config);
  const encoder = readEncoderConfig(config);
  const count = encoder.levels.length;
  const up = config.names('up_block_types', UP_BLOCKS, count);
  const levels = encoder.levels.map((level, index) => ({
    ...level,
    attentionUp: up[count - 1 - index] === 'CrossAttnUpBlock2D',
  }));
  const parsed = { ...encoder, outChannels: config.size('out_channels', 4), levels };
  config.assertAllRead();
  return parsed;
}

/** sample (N, in, h, w), timestep (1), promptEmbeds (N, L, D), and what is added -> prediction (N, out, h, w). */
export function buildUNet(
  config: UNetConfig,
  weights: WeightsFile,
  configLabel: string,
  additions: UNetAdditions = 'none',
): GraphBuilder {
  const graph = new GraphBuilder('unet');
  const source = new WeightSource(graph, weights, configLabel);
  const scope = new ModuleScope(graph, source);
  const sample = graph.input('sample', 'float32', ['batch', config.inChannels, 'height', 'width']);
  const timestep = graph.input('timestep', 'float32', [1]);
  const context = graph.input('prompt_embeds', 'float32', ['batch', 'tokens', config.contextFeatures]);
  const blocks = new UNetBlocks(scope, config, context, timeCondition(scope, config, timestep));
  const prediction = new UNetGraph(scope, config, blocks, declareAdditions(graph, config, additions)).predict(sample);
  graph.output('prediction', prediction, ['batch', config.outChannels, 'height', 'width']);
  source.assertAllUsed();
  return graph;
}

/** The way up, on what the encoder left. */
class UNetGraph {
  private readonly skips: Feature[] = [];

  constructor(
    private readonly scope: ModuleScope,
    private readonly config: UNetConfig,
    private readonly blocks: UNetBlocks,
    private readonly inputs: AdditionInputs,
  ) {}

  predict(sample: Value): Value {
    const { levels, norm, outChannels } = this.config;
    const first = levels[0]!.channels;
    const encoder = new UNetEncoder(this.blocks, this.config, { levels: this.inputs.levels });
    let x = this.add(encoder.encode(sample), this.inputs.middle);
    encoder.skips.forEach((skip, index) => this.skips.push(this.add(skip, this.inputs.skips[index])));
    [...levels].reverse().forEach((level, index) => (x = this.up(x, level, index)));
    const normalized = groupNorm(this.scope.child('conv_norm_out'), x.value, x.channels, norm.groups, norm.epsilon);
    return conv2d(this.scope.child('conv_out'), silu(this.scope, normalized), first, outChannels, 3, {
      reason: `out_channels ${outChannels}`,
    });
  }

  /** One resnet more than on the way down, each on its input joined with a skip from there. */
  private up(x: Feature, level: UNetLevel, index: number): Feature {
    const scope = this.scope.child(`up_blocks.${index}`);
    for (let layer = 0; layer <= level.resnets; layer++) {
      x = this.blocks.resnet(scope.child(`resnets.${layer}`), this.joinSkip(scope, x), level.channels);
      if (level.attentionUp) x = this.blocks.transformer(scope.child(`attentions.${layer}`), x, level);
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

  private add({ value, channels }: Feature, added: Value | undefined): Feature {
    return { value: added === undefined ? value : this.scope.node('Add', [value, added]), channels };
  }
}

/** Graph inputs of what a branch or an adapter adds; absent ones are not added. */
interface AdditionInputs {
  readonly skips: readonly Value[];
  readonly middle?: Value;
  readonly levels: readonly Value[];
}

function declareAdditions(graph: GraphBuilder, { levels }: UNetConfig, kind: UNetAdditions): AdditionInputs {
  const declare = (name: string, channels: number, level: number) =>
    graph.input(name, 'float32', ['batch', channels, `height_${level}`, `width_${level}`]);
  if (kind === 'control') {
    const skips = listSkips(levels).map(({ channels, level }, index) => declare(skipInput(index), channels, level));
    return { skips, middle: declare(MIDDLE_INPUT, levels.at(-1)!.channels, levels.length - 1), levels: [] };
  }
  if (kind === 'none') return { skips: [], levels: [] };
  return { skips: [], levels: levels.map(({ channels }, index) => declare(levelInput(index), channels, index)) };
}

/** Further switches of UNet2DConditionModel that Stable Diffusion's own configs leave alone. */
function requireSupportedFeatures(config: ConfigReader): void {
  config.ignore('sample_size', 'dropout');
  config.require('center_input_sample', false);
  config.require('dual_cross_attention', false);
  config.require('mid_block_only_cross_attention', null);
  config.require('reverse_transformer_layers_per_block', null);
  config.require('class_embeddings_concat', false);
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
