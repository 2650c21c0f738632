import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRecipe, runPipeline, type PipelineParts, type Recipe } from '@contrapposto/model-core';
import type { Pose } from '@contrapposto/pose';
import { readVectors } from '../../../../tools/golden/vector-file.js';
import { inspectNetworks } from '../model-folder/inspect-networks.js';
import type { ModelArtifact } from '../model-folder/model-artifact.js';
import { openModelFolder } from '../model-folder/open-model-folder.js';
import onnx from './onnx-plugin.js';
import { openParts } from './open-parts.js';
import { Session } from './session.js';

const VECTORS = join(dirname(fileURLToPath(import.meta.url)), '../../../../tools/golden/vectors');
/** Absolute, on latents that reach a few units and pictures that reach one. */
const TOLERANCE = 1e-4;

interface Case {
  readonly pipeline: 'controlnet' | 't2i-adapter';
  readonly conditioningScale: number;
  readonly guidanceScale: number;
  readonly seed: number;
  readonly numInferenceSteps: number;
}

const vectors = readVectors('onnx-branches/golden');
const meta = vectors.meta as {
  readonly pipelines: readonly Case[];
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly joints: readonly (readonly [number, number])[];
  readonly width: number;
  readonly height: number;
};
const { width, height, prompt, negativePrompt } = meta;
const keypoints = meta.joints.map(([x, y]) => ({ x, y, visibility: 2 as const }));
const pose: Pose = { skeleton: 'coco17', width, height, people: [{ keypoints }] };

const FOLDERS = { controlnet: 'controlnet', 't2i-adapter': 'adapter' } as const;

let scratch: string;
beforeAll(async () => (scratch = await mkdtemp(join(tmpdir(), 'branches-'))));
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** The text-only model with a branch's folder linked into it. */
async function makeFolder(family: Case['pipeline'], name: string = family): Promise<string> {
  const folder = join(scratch, name);
  await cp(join(VECTORS, 'onnx', 'sd15'), folder, { recursive: true });
  await symlink(join(VECTORS, 'onnx-branches', FOLDERS[family]), join(folder, FOLDERS[family]));
  return folder;
}

function recipeOf({ info }: ModelArtifact, changes: Omit<Case, 'pipeline'>): Recipe {
  const { name, digest, family } = info;
  const fixed = {
    prompt,
    negativePrompt,
    pose,
    width,
    height,
    scheduler: 'ddim',
    rendererProfile: 'humansd-v1',
  } as const;
  return createRecipe({ model: { name, digest }, family, renderSize: null, ...fixed, ...changes });
}

/** The pipeline's latents and the picture before it is rounded, caught where they pass through the autoencoder. */
async function run(artifact: ModelArtifact, recipe: Recipe) {
  const sessions: Session[] = [];
  const parts = await openParts(artifact, await inspectNetworks(artifact.folder, artifact), async (label, item) => {
    const session = await Session.open(label, item.graph.encode(), item.folder, { threads: 1 });
    sessions.push(session);
    return session;
  });
  const caught: Float32Array[] = [];
  const { scalingFactor } = parts.autoencoder;
  const decode: PipelineParts['autoencoder']['decode'] = async (latents) => {
    const picture = await parts.autoencoder.decode(latents);
    caught.push(
      latents.data.map((value) => value * scalingFactor),
      picture.data,
    );
    return picture;
  };
  const { latentChannels, downscaleFactor } = parts.autoencoder;
  const encode: PipelineParts['autoencoder']['encode'] = (images) => parts.autoencoder.encode(images);
  const autoencoder = { scalingFactor, latentChannels, downscaleFactor, encode, decode };
  await runPipeline({ ...parts, autoencoder }, recipe);
  await Promise.all(sessions.map((session) => session.dispose()));
  return { latents: caught[0]!, picture: caught[1]! };
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual).toHaveLength(expected.length);
  return actual.reduce((worst, value, index) => Math.max(worst, Math.abs(value - expected[index]!)), 0);
}

describe("diffusers' pipelines, from its own folders", () => {
  it.each(meta.pipelines.map((item, index) => [JSON.stringify(item), index, item] as const))(
    '%s',
    async (_name, index, { pipeline, ...changes }) => {
      const artifact = await openModelFolder(await makeFolder(pipeline, `case-${index}`));
      const { latents, picture } = await run(artifact, recipeOf(artifact, changes));
      expect(largestDifference(latents, vectors.float32(`pipeline.${index}.latents`))).toBeLessThan(TOLERANCE);
      expect(largestDifference(picture, vectors.float32(`pipeline.${index}.picture`))).toBeLessThan(TOLERANCE);
    },
  );
});

describe('a model folder with a branch', () => {
  it.each([
    ['controlnet', 'openpose18-controlnet'],
    ['t2i-adapter', 't2i-keypose'],
  ] as const)('is of the family %s, sees %s, and has its own digest', async (family, rendererProfile) => {
    const plain = await openModelFolder(join(VECTORS, 'onnx', 'sd15'));
    const { info } = await openModelFolder(await makeFolder(family));
    expect(info).toMatchObject({ family, rendererProfile, weights: { parameters: { branch: expect.any(Number) } } });
    expect(info.digest).not.toBe(plain.info.digest);
    expect(info.weights.bytes).toBeGreaterThan(plain.info.weights.bytes);
  });

  it('runs on the plugin', async () => {
    const artifact = await openModelFolder(await makeFolder('controlnet', 'plugin'));
    const model = await onnx.load(artifact, { threads: 1 });
    const recipe = recipeOf(artifact, { seed: 1, numInferenceSteps: 1, guidanceScale: 1, conditioningScale: 1 });
    expect((await model.run(recipe)).image).toMatchObject({ width, height });
    expect(await model.estimateMemory(recipe)).toBeGreaterThan(120e6);
    await model.dispose();
  });

  it.each<[string, string, object, string]>([
    ['of another width', 'controlnet', { block_out_channels: [8, 24] }, 'block_out_channels to equal'],
    ['for other text', 'controlnet', { cross_attention_dim: 32 }, 'cross_attention_dim to equal'],
    ['for other pictures', 'controlnet', { conditioning_embedding_out_channels: [4, 6, 8] }, 'pixels per latent cell'],
    ['with a setting of another network', 'controlnet', { global_pool_conditions: true }, 'global_pool_conditions'],
    ['of the light kind', 'adapter', { adapter_type: 'light_adapter' }, 'adapter_type to be "full_adapter"'],
    ['of another factor', 'adapter', { downscale_factor: 4 }, 'downscale_factor to equal'],
    ['that is no branch', 'adapter', { _class_name: 'MultiAdapter' }, '_class_name T2IAdapter'],
  ])('refuses one %s (%s %j)', async (name, kind, change, message) => {
    const folder = join(scratch, name);
    await cp(join(VECTORS, 'onnx', 'sd15'), folder, { recursive: true });
    await cp(join(VECTORS, 'onnx-branches', kind), join(folder, kind), { recursive: true });
    const path = join(folder, kind, 'config.json');
    await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...change }));
    await expect(openModelFolder(folder)).rejects.toThrow(message);
  });

  it('refuses two branches, and one that its index lists and that is not there', async () => {
    const both = await makeFolder('controlnet', 'both');
    await symlink(join(VECTORS, 'onnx-branches', 'adapter'), join(both, 'adapter'));
    await expect(openModelFolder(both)).rejects.toMatchObject({ code: 'MODEL_CLASS_UNKNOWN' });
    const listed = await makeFolder('controlnet', 'listed');
    await rm(join(listed, 'controlnet'));
    const path = join(listed, 'model_index.json');
    const index = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...index, controlnet: ['diffusers', 'ControlNetModel'] }));
    await expect(openModelFolder(listed)).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' });
  });
});
