import type { Value } from '../graph-builder.js';
import { conv2d, linear, silu } from '../layers/basic.js';
import { resnetBlock, type NormSettings, type TimeCondition } from '../layers/resnet.js';
import { transformer2d } from '../layers/transformer-2d.js';
import type { ModuleScope } from '../module-scope.js';

/** What a UNet's way down and its ControlNet copy share. */
export interface EncoderConfig {
  readonly inChannels: number;
  readonly levels: readonly EncoderLevel[];
  readonly downsamplePadding: number;
  readonly norm: NormSettings;
  readonly contextFeatures: number;
  readonly linearProjection: boolean;
  /** cos before sin in the timestep's embedding. */
  readonly flipSinToCos: boolean;
  readonly freqShift: number;
  readonly timeFeatures: number;
}

/** One resolution, from the finest to the coarsest. */
export interface EncoderLevel {
  readonly channels: number;
  readonly resnets: number;
  readonly heads: number;
  readonly transformerDepth: number;
  readonly attentionDown: boolean;
}

/** An intermediate picture-shaped value and its channels. */
export interface Feature {
  readonly value: Value;
  readonly channels: number;
}

export interface EncoderAdditions {
  /** Added to the first convolution's output: a ControlNet's condition. */
  readonly start?: Value;
  /** Added at the end of each level: a T2I-Adapter's features. */
  readonly levels?: readonly Value[];
}

/** Layers of all ways of the UNet, sharing the time and text conditions. */
export class UNetBlocks {
  constructor(
    readonly scope: ModuleScope,
    private readonly config: EncoderConfig,
    private readonly context: Value,
    private readonly time: TimeCondition,
  ) {}

  resnet(scope: ModuleScope, x: Feature, channels: number): Feature {
    return { value: resnetBlock(scope, x.value, x.channels, channels, this.config.norm, this.time), channels };
  }

  transformer(scope: ModuleScope, { value, channels }: Feature, level: EncoderLevel): Feature {
    const { contextFeatures, linearProjection, norm } = this.config;
    const { heads, transformerDepth: depth } = level;
    const settings = { channels, heads, depth, contextFeatures, normGroups: norm.groups, linearProjection };
    return { value: transformer2d(scope, value, this.context, settings), channels };
  }
}

/** The way down and the middle. */
export class UNetEncoder {
  /** After the first convolution, each layer and each downsampler. */
  readonly skips: Feature[] = [];

  constructor(
    private readonly blocks: UNetBlocks,
    private readonly config: EncoderConfig,
    private readonly additions: EncoderAdditions = {},
  ) {}

  /** @returns the middle */
  encode(sample: Value): Feature {
    const { levels, inChannels } = this.config;
    const { scope } = this.blocks;
    const first = levels[0]!.channels;
    const reason = `in_channels ${inChannels}, block_out_channels[0] ${first}`;
    const start = conv2d(scope.child('conv_in'), sample, inChannels, first, 3, { reason });
    let x = this.add({ value: start, channels: first }, this.additions.start);
    this.skips.push(x);
    levels.forEach((level, index) => (x = this.down(x, level, index)));
    return this.middle(x);
  }

  private down(x: Feature, level: EncoderLevel, index: number): Feature {
    const scope = this.blocks.scope.child(`down_blocks.${index}`);
    for (let layer = 0; layer < level.resnets; layer++) {
      x = this.blocks.resnet(scope.child(`resnets.${layer}`), x, level.channels);
      if (level.attentionDown) x = this.blocks.transformer(scope.child(`attentions.${layer}`), x, level);
      if (layer === level.resnets - 1) x = this.add(x, this.additions.levels?.[index]);
      this.skips.push(x);
    }
    if (index === this.config.levels.length - 1) return x;
    x = this.downsample(scope.child('downsamplers.0.conv'), x);
    this.skips.push(x);
    return x;
  }

  private middle(x: Feature): Feature {
    const scope = this.blocks.scope.child('mid_block');
    const level = this.config.levels.at(-1)!;
    x = this.blocks.resnet(scope.child('resnets.0'), x, level.channels);
    x = this.blocks.transformer(scope.child('attentions.0'), x, level);
    return this.blocks.resnet(scope.child('resnets.1'), x, level.channels);
  }

  private downsample(scope: ModuleScope, { value, channels }: Feature): Feature {
    const side = this.config.downsamplePadding;
    const padding = side === 0 ? ([0, 0, 1, 1] as const) : side;
    return { value: conv2d(scope, value, channels, channels, 3, { stride: 2, padding }), channels };
  }

  private add({ value, channels }: Feature, added: Value | undefined): Feature {
    return { value: added === undefined ? value : this.blocks.scope.node('Add', [value, added]), channels };
  }
}

/** Sinusoids of the timestep (1) through two Linear layers; what every resnet block wants is silu of it. */
export function timeCondition(scope: ModuleScope, config: EncoderConfig, timestep: Value): TimeCondition {
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

/** Channels and side, as a power of two below the finest, of each skip in order. */
export function listSkips(levels: readonly EncoderLevel[]): { readonly channels: number; readonly level: number }[] {
  const first = { channels: levels[0]!.channels, level: 0 };
  const rest = levels.flatMap(({ channels, resnets }, level) => [
    ...Array.from({ length: resnets }, () => ({ channels, level })),
    ...(level < levels.length - 1 ? [{ channels, level: level + 1 }] : []),
  ]);
  return [first, ...rest];
}
