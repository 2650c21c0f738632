import type { ConfigReader } from '../config-reader.js';
import type { EncoderConfig, EncoderLevel } from './unet-encoder.js';

const DOWN_BLOCKS = ['DownBlock2D', 'CrossAttnDownBlock2D'] as const;

/**
 * What UNet2DConditionModel and ControlNetModel say of the way down in the same keys.
 *
 * @throws ModelFolderError CONFIG_INVALID or CONFIG_UNSUPPORTED, naming the key
 */
export function readEncoderConfig(config: ConfigReader): EncoderConfig {
  requireSupportedFeatures(config);
  const blockOutChannels = config.sizes('block_out_channels', [320, 640, 1280, 1280]);
  const parsed: EncoderConfig = {
    inChannels: config.size('in_channels', 4),
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
  return parsed;
}

function readLevels(config: ConfigReader, blockOutChannels: readonly number[]): readonly EncoderLevel[] {
  const count = blockOutChannels.length;
  const down = config.names('down_block_types', DOWN_BLOCKS, count);
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
  }));
}

/** Switches of both networks that Stable Diffusion's own configs leave alone. */
function requireSupportedFeatures(config: ConfigReader): void {
  config.ignore('upcast_attention', 'addition_embed_type_num_heads');
  config.require('act_fn', 'silu', 'swish');
  config.require('only_cross_attention', false);
  config.require('mid_block_type', 'UNetMidBlock2DCrossAttn');
  config.require('mid_block_scale_factor', 1);
  config.require('encoder_hid_dim', null);
  config.require('encoder_hid_dim_type', null);
  config.require('num_attention_heads', null);
  config.require('class_embed_type', null);
  config.require('num_class_embeds', null);
  config.require('projection_class_embeddings_input_dim', null);
  config.require('addition_embed_type', null);
  config.require('addition_time_embed_dim', null);
  config.require('resnet_time_scale_shift', 'default');
}
