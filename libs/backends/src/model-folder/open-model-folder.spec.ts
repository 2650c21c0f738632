import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRecipe } from '@contrapposto/model-core';
import { ModelFolderError } from '../errors.js';
import onnx from '../onnx/onnx-plugin.js';
import { openModelFolder } from './open-model-folder.js';

const MODELS = join(dirname(fileURLToPath(import.meta.url)), '../../../../tools/golden/vectors/onnx');

let scratch: string;
let folder: string;
beforeAll(async () => (scratch = await mkdtemp(join(tmpdir(), 'models-'))));
afterAll(() => rm(scratch, { recursive: true, force: true }));
beforeEach(async () => {
  folder = join(scratch, expect.getState().currentTestName!.replace(/\W+/g, '-').slice(-60));
  await cp(join(MODELS, 'humansd'), folder, { recursive: true });
});

const at = (file: string) => join(folder, file);
const readConfig = async (file: string) => JSON.parse(await readFile(at(file), 'utf8'));
const writeConfig = (file: string, json: unknown) => writeFile(at(file), JSON.stringify(json));
const edit = async (file: string, change: object) => writeConfig(file, { ...(await readConfig(file)), ...change });

describe('openModelFolder', () => {
  it('tells what a plain diffusers folder is', async () => {
    const { info } = await openModelFolder(folder);
    expect(info).toMatchObject({
      family: 'humansd',
      version: null,
      rendererProfile: 'humansd-v1',
      renderSize: null,
      sizeMultiple: 32,
      maxTokens: 24,
      defaults: { scheduler: 'ddim' },
      weights: { dtypes: ['F16'], parameters: { textEncoder: 47_168 } },
      hasPoseEstimator: false,
    });
    expect(info.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes what contrapposto.json says', async () => {
    const { info: plain } = await openModelFolder(folder);
    const defaults = { scheduler: 'euler', steps: 9, guidanceScale: 2, negativePrompt: 'bad' };
    const said = {
      name: 'tiny',
      version: '1.2.3',
      licence: 'Apache-2.0',
      renderSize: 512,
      scenes: ['cartoon'],
      defaults,
    };
    await writeConfig('contrapposto.json', { schemaVersion: 1, ...said, defaultSize: { width: 64, height: 96 } });
    const { info } = await openModelFolder(folder);
    expect(info).toMatchObject({ ...said, defaultSize: { width: 64, height: 96 }, digest: plain.digest });
  });

  it('gives another digest to other weights', async () => {
    const { info: before } = await openModelFolder(folder);
    const weights = await readFile(at('unet/diffusion_pytorch_model.safetensors'));
    weights[weights.length - 1]! ^= 1;
    await writeFile(at('unet/diffusion_pytorch_model.safetensors'), weights);
    expect((await openModelFolder(folder)).info.digest).not.toBe(before.digest);
  });

  it('reads the half-precision variant, the tokenizer in parts, and text-only models', async () => {
    const { info: before } = await openModelFolder(join(MODELS, 'sd15'));
    await rm(folder, { recursive: true });
    await cp(join(MODELS, 'sd15'), folder, { recursive: true });
    await rename(at('vae/diffusion_pytorch_model.safetensors'), at('vae/diffusion_pytorch_model.fp16.safetensors'));
    const { model } = await readConfig('tokenizer/tokenizer.json');
    await writeConfig('tokenizer/vocab.json', model.vocab);
    await writeFile(at('tokenizer/merges.txt'), model.merges.map((pair: string[]) => pair.join(' ')).join('\n'));
    await rm(at('tokenizer/tokenizer.json'));
    const { info } = await openModelFolder(folder);
    expect(info).toMatchObject({ family: 'text-only', rendererProfile: null, weights: before.weights });
  });

  it('runs from a read-only folder whose weights are links into another, and leaves nothing behind', async () => {
    const weights = at('unet/diffusion_pytorch_model.safetensors');
    await mkdir(at('blobs'));
    await rename(weights, at('blobs/0123abcd'));
    await symlink('../blobs/0123abcd', weights);
    for (const name of ['unet', 'vae', 'text_encoder', '.']) await chmod(at(name), 0o555);
    const artifact = await openModelFolder(folder);
    const model = await onnx.load(artifact, { threads: 1 });
    const { name, digest } = artifact.info;
    const keypoints = Array.from({ length: 17 }, (_, i) => ({ x: 2 * i, y: 30 - i, visibility: 2 as const }));
    const pose = { skeleton: 'coco17' as const, width: 32, height: 32, people: [{ keypoints }] };
    const size = { width: 32, height: 32, numInferenceSteps: 1 };
    const recipe = createRecipe({ model: { name, digest }, family: 'humansd', pose, prompt: 'a', seed: 1, ...size });
    expect((await model.run(recipe)).image.width).toBe(32);
    await model.dispose();
    for (const part of ['unet', 'vae', 'text_encoder', '.']) await chmod(at(part), 0o755);
  });
});

const UNET = 'unet/config.json';
const UNET_WEIGHTS = 'unet/diffusion_pytorch_model.safetensors';

describe('openModelFolder refuses', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>, string, RegExp])[] = [
    ['a folder that is not there', () => rm(folder, { recursive: true }), 'MODEL_FOLDER_NOT_FOUND', /no such folder/],
    ['a folder without an index', () => rm(at('model_index.json')), 'MODEL_FILE_MISSING', /model_index\.json/],
    [
      'missing weights',
      () => rm(at(UNET_WEIGHTS)),
      'WEIGHTS_MISSING',
      /unet\/diffusion_pytorch_model\.safetensors, got none/,
    ],
    [
      'weights in several files',
      async () => {
        await rm(at(UNET_WEIGHTS));
        await writeConfig(`${UNET_WEIGHTS}.index.json`, {});
      },
      'WEIGHTS_MISSING',
      /split over several files.*max_shard_size/,
    ],
    ['truncated weights', () => truncate(at(UNET_WEIGHTS), 100_000), 'WEIGHTS_TRUNCATED', /got 100000 .*Fetch or copy/],
    ['a config that is no JSON', () => writeFile(at(UNET), '{'), 'MODEL_FILE_UNREADABLE', /unet\/config\.json/],
    [
      'an unknown network',
      () => edit(UNET, { _class_name: 'UNet2DConditionModl' }),
      'MODEL_CLASS_UNKNOWN',
      /Did you mean "UNet2DConditionModel"/,
    ],
    [
      'an unknown pipeline',
      () => edit('model_index.json', { text_encoder_2: ['transformers', 'CLIPTextModelWithProjection'] }),
      'MODEL_CLASS_UNKNOWN',
      /text_encoder_2/,
    ],
    [
      'a config that contradicts its weights',
      () => edit(UNET, { in_channels: 4 }),
      'CONFIG_CONTRADICTS_WEIGHTS',
      /conv_in\.weight of shape \[16, 4, 3, 3\] by unet\/config\.json \(in_channels 4.*got \[16, 8, 3, 3\]/,
    ],
    [
      'a config with more layers than weights',
      () => edit(UNET, { layers_per_block: 2 }),
      'CONFIG_CONTRADICTS_WEIGHTS',
      /a tensor down_blocks\.0\.resnets\.1\S+, which unet\/config\.json calls for/,
    ],
    [
      'a config with fewer layers than weights',
      () => edit('text_encoder/config.json', { num_hidden_layers: 2 }),
      'CONFIG_CONTRADICTS_WEIGHTS',
      /only the weights that text_encoder\/config\.json describes, got 16 more: encoder\.layers\.2/,
    ],
    [
      'networks that do not fit together',
      async () => {
        await rm(at('text_encoder'), { recursive: true });
        await cp(join(MODELS, 'sd15/text_encoder'), at('text_encoder'), { recursive: true });
      },
      'CONFIG_CONTRADICTS_WEIGHTS',
      /cross_attention_dim of unet to equal hidden_size 24 of text_encoder, got 32/,
    ],
    [
      'class embeddings, by the key',
      () => edit(UNET, { class_embed_type: 'timestep' }),
      'CONFIG_UNSUPPORTED',
      /class_embed_type to be null, got "timestep" \(unet\/config\.json\)/,
    ],
    [
      'heads that do not divide the channels',
      () => edit(UNET, { attention_head_dim: 3 }),
      'CONFIG_UNSUPPORTED',
      /attention_head_dim to be a divisor of 16 channels, got 3/,
    ],
    [
      'groups that do not divide the channels',
      () => edit('vae/config.json', { norm_num_groups: 5 }),
      'CONFIG_UNSUPPORTED',
      /norm_num_groups to be a divisor of 8 channels, got 5/,
    ],
    ['an unknown key', () => edit(UNET, { in_chanels: 4 }), 'CONFIG_UNSUPPORTED', /in_chanels = 4/],
    [
      'a block it does not know',
      () => edit(UNET, { mid_block_type: 'UNetMidBlock2D' }),
      'CONFIG_UNSUPPORTED',
      /mid_block_type/,
    ],
    [
      'a family that the channels deny',
      () => writeConfig('contrapposto.json', { schemaVersion: 1, family: 'text-only' }),
      'CONFIG_CONTRADICTS_WEIGHTS',
      /text-only/,
    ],
    [
      'a misspelt manifest',
      () => writeConfig('contrapposto.json', { schemaVersion: 1, nam: 'x' }),
      'CONFIG_INVALID',
      /nam/,
    ],
    [
      'a tokenizer larger than the text encoder',
      async () => {
        const json = await readConfig('tokenizer/tokenizer.json');
        json.model.vocab.extra = 9999;
        await writeConfig('tokenizer/tokenizer.json', json);
      },
      'CONFIG_CONTRADICTS_WEIGHTS',
      /ids up to 9999/,
    ],
    ['no tokenizer', () => rm(at('tokenizer'), { recursive: true }), 'MODEL_FILE_MISSING', /tokenizer\.json/],
  ];

  it.each(cases)('%s', async (_name, spoil, code, message) => {
    await spoil();
    const error = await openModelFolder(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelFolderError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect((error as Error).message).toMatch(/^Expected .+, got .+ \(.+\)\. \S/s);
  });
});
