import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTensor, type Tensor } from '@contrapposto/tensor';
import { readVectors, type Vectors } from '../../../../../tools/golden/vector-file.js';
import { ConfigReader } from '../config-reader.js';
import { Session } from '../session.js';
import { openWeightsFile, type WeightsFile } from '../weights.js';
import { buildDecoder, buildEncoder, readAutoencoderConfig } from './autoencoder.js';
import { buildClipText, readClipTextConfig } from './clip-text.js';
import { buildConditionEmbedding, buildControlNet, readControlNetConfig } from './controlnet.js';
import { buildAdapter, readAdapterConfig } from './t2i-adapter.js';
import { buildUNet, readUNetConfig, type UNetAdditions } from './unet.js';

const VECTORS = join(dirname(fileURLToPath(import.meta.url)), '../../../../../tools/golden/vectors');
const MODELS = join(VECTORS, 'onnx');
const BRANCHES = join(VECTORS, 'onnx-branches');
/** Relative to the reference's largest value. */
const TOLERANCE = 1e-4;

type Inputs = Readonly<Record<string, Tensor | Tensor<'int32'>>>;
type Outputs = Readonly<Record<string, Tensor>>;

interface Case {
  readonly network: Exclude<keyof typeof NETWORKS, 'controlnet_embedding'>;
  readonly inputs: Record<string, string>;
  readonly outputs: Record<string, string>;
}

const unetWith = (additions: UNetAdditions) => ({
  files: ['unet', 'diffusion_pytorch_model.safetensors'] as const,
  build: (config: ConfigReader, file: WeightsFile) =>
    buildUNet(readUNetConfig(config), file, 'unet/config.json', additions),
});

const NETWORKS = {
  unet_control: unetWith('control'),
  unet_adapter: unetWith('adapter'),
  controlnet_embedding: {
    files: ['controlnet', 'diffusion_pytorch_model.safetensors'],
    build: (config: ConfigReader, file: WeightsFile) =>
      buildConditionEmbedding(readControlNetConfig(config), file, 'controlnet/config.json'),
  },
  controlnet: {
    files: ['controlnet', 'diffusion_pytorch_model.safetensors'],
    build: (config: ConfigReader, file: WeightsFile) =>
      buildControlNet(readControlNetConfig(config), file, 'controlnet/config.json'),
  },
  adapter: {
    files: ['adapter', 'diffusion_pytorch_model.safetensors'],
    build: (config: ConfigReader, file: WeightsFile) =>
      buildAdapter(readAdapterConfig(config), file, 'adapter/config.json'),
  },
  unet: unetWith('none'),
  vae_encoder: {
    files: ['vae', 'diffusion_pytorch_model.safetensors'],
    build: (config: ConfigReader, file: WeightsFile) =>
      buildEncoder(readAutoencoderConfig(config), file, 'vae/config.json'),
  },
  vae_decoder: {
    files: ['vae', 'diffusion_pytorch_model.safetensors'],
    build: (config: ConfigReader, file: WeightsFile) =>
      buildDecoder(readAutoencoderConfig(config), file, 'vae/config.json'),
  },
  text_encoder: {
    files: ['text_encoder', 'model.safetensors'],
    build: (config: ConfigReader, file: WeightsFile) =>
      buildClipText(readClipTextConfig(config), file, 'text_encoder/config.json'),
  },
} as const;

describe.each(['sd15', 'humansd', 'settings'])(
  'the networks of %s compute what diffusers and transformers compute',
  (model) => {
    const vectors = readVectors(`onnx/${model}/golden`);
    const { cases } = vectors.meta as { cases: Case[] };

    it.each(cases.map((item, index) => [item.network, index, item] as const))('%s, case %i', (_name, _index, item) =>
      compare(item, vectors, join(MODELS, model)),
    );
  },
);

describe('what stands beside the UNet of sd15 computes what diffusers computes', () => {
  const vectors = readVectors('onnx-branches/golden');
  const { cases } = vectors.meta as { cases: Case[] };

  it.each(cases.map((item, index) => [item.network, index, item] as const))('%s, case %i', (_name, _index, item) =>
    compare(item, vectors, item.network.startsWith('unet') ? join(MODELS, 'sd15') : BRANCHES),
  );
});

async function compare(item: Case, vectors: Vectors, modelFolder: string): Promise<void> {
  const inputs = readTensors(vectors, item.inputs);
  const outputs = await runNetwork(modelFolder, item.network, inputs);
  expect(Object.keys(outputs)).toEqual(Object.keys(item.outputs));
  for (const [name, expected] of Object.entries(readTensors(vectors, item.outputs))) {
    expect(outputs[name]?.dims).toEqual(expected.dims);
    expect(relativeError(outputs[name]!.data, expected.data as Float32Array)).toBeLessThan(TOLERANCE);
  }
}

/** A ControlNet's two graphs count as the one network that diffusers makes of them. */
async function runNetwork(folder: string, network: Case['network'], inputs: Inputs): Promise<Outputs> {
  if (network !== 'controlnet') return runGraph(folder, network, inputs);
  const { condition, ...others } = inputs;
  const embedded = await runGraph(folder, 'controlnet_embedding', { condition: condition! });
  return runGraph(folder, network, { ...others, ...embedded });
}

async function runGraph(folder: string, network: keyof typeof NETWORKS, inputs: Inputs): Promise<Outputs> {
  const session = await openNetwork(folder, network);
  const outputs = await session.run(inputs);
  await session.dispose();
  return outputs;
}

async function openNetwork(model: string, network: keyof typeof NETWORKS): Promise<Session> {
  const { files, build } = NETWORKS[network];
  const [folder, weights] = files;
  const config = JSON.parse(readFileSync(join(model, folder, 'config.json'), 'utf8'));
  const file = await openWeightsFile(join(model, folder, weights), model);
  const graph = build(new ConfigReader(config, `${folder}/config.json`), file);
  return Session.open(network, graph.encode(), file.folder, { threads: 1 });
}

function readTensors(vectors: Vectors, keys: Record<string, string>): Inputs {
  const read = (key: string) =>
    key.endsWith('.ids')
      ? createTensor('int32', vectors.shape(key), new Int32Array(vectors.uint32(key)))
      : createTensor('float32', vectors.shape(key), vectors.float32(key));
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, read(key)]));
}

function relativeError(actual: Float32Array, expected: Float32Array): number {
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return actual.reduce((worst, value, index) => Math.max(worst, Math.abs(value - expected[index]!)), 0) / scale;
}
