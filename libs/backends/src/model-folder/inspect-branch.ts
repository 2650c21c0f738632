import { ModelFolderError } from '../errors.js';
import { ConfigReader } from '../onnx/config-reader.js';
import {
  buildConditionEmbedding,
  buildControlNet,
  computeConditionFactor,
  readControlNetConfig,
} from '../onnx/networks/controlnet.js';
import { buildAdapter, readAdapterConfig } from '../onnx/networks/t2i-adapter.js';
import type { UNetConfig } from '../onnx/networks/unet.js';
import type { EncoderConfig } from '../onnx/networks/unet-encoder.js';
import { openWeightsFile, type WeightsFile } from '../onnx/weights.js';
import type { NetworkGraph } from './inspect-networks.js';
import type { BranchFiles } from './model-artifact.js';

/** A ControlNet or a T2I-Adapter, its graphs drawn over its weights and found to fit the UNet beside it. */
export type Branch = (ControlNet | Adapter) & { readonly weights: WeightsFile };

interface ControlNet {
  readonly kind: 'controlnet';
  /** What it makes of the skeleton's picture by itself. */
  readonly embedding: NetworkGraph;
  readonly residuals: NetworkGraph;
}

interface Adapter {
  readonly kind: 'adapter';
  readonly features: NetworkGraph;
}

interface Model {
  readonly unet: UNetConfig;
  /** Pixels per latent cell. */
  readonly downscaleFactor: number;
}

/** @throws ModelFolderError when the config is not supported, contradicts its weights, or does not fit the UNet */
export async function inspectBranch(folder: string, files: BranchFiles, model: Model): Promise<Branch> {
  const weights = await openWeightsFile(files.weightsPath, folder);
  const draw = files.kind === 'controlnet' ? drawControlNet : drawAdapter;
  return { weights, ...draw(files, weights, model) };
}

function drawControlNet(
  { config, configLabel }: BranchFiles,
  weights: WeightsFile,
  { unet, downscaleFactor }: Model,
): ControlNet {
  const { folder } = weights;
  const parsed = readControlNetConfig(new ConfigReader(config, configLabel));
  const fits = (key: string, own: unknown, other: unknown) => assertEqual(configLabel, key, own, other);
  fits('in_channels', parsed.inChannels, unet.inChannels);
  fits('cross_attention_dim', parsed.contextFeatures, unet.contextFeatures);
  fits('block_out_channels', channelsOf(parsed), channelsOf(unet));
  fits('layers_per_block', resnetsOf(parsed), resnetsOf(unet));
  fits('pixels per latent cell', computeConditionFactor(parsed), downscaleFactor);
  return {
    kind: 'controlnet',
    embedding: { folder, graph: buildConditionEmbedding(parsed, weights, configLabel) },
    residuals: { folder, graph: buildControlNet(parsed, weights, configLabel) },
  };
}

function drawAdapter(
  { config, configLabel }: BranchFiles,
  weights: WeightsFile,
  { unet, downscaleFactor }: Model,
): Adapter {
  const parsed = readAdapterConfig(new ConfigReader(config, configLabel));
  assertEqual(configLabel, 'channels', parsed.channels.join(', '), channelsOf(unet));
  assertEqual(configLabel, 'downscale_factor', parsed.downscaleFactor, downscaleFactor);
  return { kind: 'adapter', features: { folder: weights.folder, graph: buildAdapter(parsed, weights, configLabel) } };
}

const channelsOf = ({ levels }: EncoderConfig) => levels.map(({ channels }) => channels).join(', ');
const resnetsOf = ({ levels }: EncoderConfig) => levels.map(({ resnets }) => resnets).join(', ');

function assertEqual(where: string, key: string, own: unknown, other: unknown): void {
  if (own === other) return;
  throw ModelFolderError.of('CONFIG_CONTRADICTS_WEIGHTS', {
    expected: `${key} to equal the UNet's and its autoencoder's, ${String(other)}`,
    got: String(own),
    where,
    advice: 'This branch was trained beside another model; put it into the folder of that one.',
  });
}
