import { ConfigReader } from '../onnx/config-reader.js';
import { ModelFolderError } from '../errors.js';
import type { GraphBuilder } from '../onnx/graph-builder.js';
import {
  buildDecoder,
  buildEncoder,
  readAutoencoderConfig,
  type AutoencoderConfig,
} from '../onnx/networks/autoencoder.js';
import { buildClipText, readClipTextConfig, type ClipTextConfig } from '../onnx/networks/clip-text.js';
import { buildUNet, readUNetConfig, type UNetConfig } from '../onnx/networks/unet.js';
import { openWeightsFile, type WeightsFile } from '../onnx/weights.js';
import { inspectBranch, type Branch } from './inspect-branch.js';
import type { BranchFiles, NetworkFiles, WeightsSummary } from './model-artifact.js';

/** The networks of a model folder, their graphs drawn over their weights: checked, and ready to be encoded. */
export interface Networks {
  readonly unet: UNetConfig;
  readonly autoencoder: AutoencoderConfig;
  readonly textEncoder: ClipTextConfig;
  /** Pixels per latent cell. */
  readonly downscaleFactor: number;
  /** Side of the latents that the UNet was trained on. */
  readonly sampleSize: number;
  readonly weights: WeightsSummary;
  readonly graphs: Readonly<Record<GraphName, NetworkGraph>>;
  /** Null where the UNet takes the pose itself, or none. */
  readonly branch: Branch | null;
}

export type GraphName = 'unet' | 'vaeEncoder' | 'vaeDecoder' | 'textEncoder';

export interface NetworkGraph {
  readonly graph: GraphBuilder;
  /** Where the file lies that its external data names. */
  readonly folder: string;
}

/** Stable Diffusion 1.x's, where a config does not say. */
const DEFAULT_SAMPLE_SIZE = 64;

/** @throws ModelFolderError when a config is not supported, contradicts its weights, or contradicts another config */
export async function inspectNetworks(
  folder: string,
  files: Readonly<Record<'unet' | 'vae' | 'textEncoder', NetworkFiles>> & { readonly branch?: BranchFiles },
): Promise<Networks> {
  const [unetFile, vaeFile, textFile] = (await Promise.all(
    [files.unet, files.vae, files.textEncoder].map(({ weightsPath }) => openWeightsFile(weightsPath, folder)),
  )) as [WeightsFile, WeightsFile, WeightsFile];
  const unet = readUNetConfig(reader(files.unet));
  const autoencoder = readAutoencoderConfig(reader(files.vae));
  const textEncoder = readClipTextConfig(reader(files.textEncoder));
  assertFit(unet, autoencoder, textEncoder);
  const downscaleFactor = 2 ** (autoencoder.channels.length - 1);
  const branch = files.branch ? await inspectBranch(folder, files.branch, { unet, downscaleFactor }) : null;
  const additions = branch === null ? 'none' : branch.kind === 'controlnet' ? 'control' : 'adapter';
  const { sample_size: sampleSize } = files.unet.config;
  return {
    unet,
    autoencoder,
    textEncoder,
    downscaleFactor,
    sampleSize: typeof sampleSize === 'number' ? sampleSize : DEFAULT_SAMPLE_SIZE,
    weights: summarize(unetFile, vaeFile, textFile, branch?.weights ?? null),
    branch,
    graphs: {
      unet: { graph: buildUNet(unet, unetFile, files.unet.configLabel, additions), folder: unetFile.folder },
      vaeEncoder: { graph: buildEncoder(autoencoder, vaeFile, files.vae.configLabel), folder: vaeFile.folder },
      vaeDecoder: { graph: buildDecoder(autoencoder, vaeFile, files.vae.configLabel), folder: vaeFile.folder },
      textEncoder: {
        graph: buildClipText(textEncoder, textFile, files.textEncoder.configLabel),
        folder: textFile.folder,
      },
    },
  };
}

function reader({ config, configLabel }: NetworkFiles): ConfigReader {
  return new ConfigReader(config, configLabel);
}

/** What one network hands to the next must have the width that the next expects. */
function assertFit(unet: UNetConfig, autoencoder: AutoencoderConfig, textEncoder: ClipTextConfig): void {
  assertEqual('cross_attention_dim', unet.contextFeatures, 'unet', 'hidden_size', textEncoder.features, 'text_encoder');
  assertEqual('out_channels', unet.outChannels, 'unet', 'latent_channels', autoencoder.latentChannels, 'vae');
}

function assertEqual(
  key: string,
  value: number,
  network: string,
  otherKey: string,
  other: number,
  otherNetwork: string,
): void {
  if (value === other) return;
  throw ModelFolderError.of('CONFIG_CONTRADICTS_WEIGHTS', {
    expected: `${key} of ${network} to equal ${otherKey} ${other} of ${otherNetwork}`,
    got: `${value}`,
    where: `${network}/config.json and ${otherNetwork}/config.json`,
    advice: 'These networks come from different models; fetch the folder again as a whole.',
  });
}

function summarize(
  unet: WeightsFile,
  vae: WeightsFile,
  textEncoder: WeightsFile,
  branch: WeightsFile | null,
): WeightsSummary {
  const files = branch ? [unet, vae, textEncoder, branch] : [unet, vae, textEncoder];
  const entries = files.map(({ header }) => [...header.entries.values()]);
  const [unetCount = 0, vaeCount = 0, textCount = 0, branchCount] = entries.map((list) =>
    list.reduce((total, { dims }) => total + dims.reduce((product, dim) => product * dim, 1), 0),
  );
  return {
    bytes: entries.flat().reduce((total, { byteLength }) => total + byteLength, 0),
    parameters: {
      unet: unetCount,
      vae: vaeCount,
      textEncoder: textCount,
      ...(branchCount !== undefined && { branch: branchCount }),
    },
    dtypes: [...new Set(entries.flat().map(({ dtype }) => dtype))].sort(),
  };
}
