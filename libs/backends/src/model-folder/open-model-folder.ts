import { basename, join, resolve } from 'node:path';
import { SCHEDULER_NAMES, type ModelFamily, type SchedulerName } from '@contrapposto/model-core';
import { suggest } from '@contrapposto/pose';
import { ModelFolderError } from '../errors.js';
import { computeDigest } from './digest.js';
import { inspectNetworks, type Networks } from './inspect-networks.js';
import { parseManifest, type Manifest } from './manifest.js';
import { isKind } from './is-kind.js';
import type { BranchFiles, Json, ModelArtifact, ModelInfo, NetworkFiles } from './model-artifact.js';
import { readJson, readOptionalJson } from './read-json.js';
import { findPoseEstimator } from './pose-estimator-files.js';
import { readTokenizerFiles, TOKENIZER_FILES } from './tokenizer-files.js';

/** Parts of a pipeline that a picture does not need; anything else unknown in model_index.json is refused. */
const IGNORED_COMPONENTS = [
  'safety_checker',
  'feature_extractor',
  'image_encoder',
  'pose_estimator',
  'requires_safety_checker',
];

const NETWORKS = {
  unet: { className: 'UNet2DConditionModel', weights: 'diffusion_pytorch_model' },
  vae: { className: 'AutoencoderKL', weights: 'diffusion_pytorch_model' },
  text_encoder: { className: 'CLIPTextModel', weights: 'model' },
  controlnet: { className: 'ControlNetModel', weights: 'diffusion_pytorch_model' },
  adapter: { className: 'T2IAdapter', weights: 'diffusion_pytorch_model' },
} as const;

/** Networks that every model has; of the others at most one, which makes it a model of another family. */
const NEEDED = ['unet', 'vae', 'text_encoder'] as const;
const BRANCHES = ['controlnet', 'adapter'] as const;

/** A branch's family, and how published ones of its kind have learned to see skeletons. */
const BRANCH_FAMILIES = {
  controlnet: { family: 'controlnet', rendererProfile: 'openpose18-controlnet' },
  adapter: { family: 't2i-adapter', rendererProfile: 't2i-keypose' },
} as const;

/** diffusers' scheduler classes that our names stand for; recipes may name another at any time. */
const SCHEDULERS: Readonly<Record<string, SchedulerName>> = {
  DDIMScheduler: 'ddim',
  DPMSolverMultistepScheduler: 'dpmpp-2m',
  EulerDiscreteScheduler: 'euler',
};

/**
 * Opens a model folder in diffusers' layout and checks it: every file is there, every config is supported, every weight
 * has the shape that its config says. Reads all weights once, for the digest.
 *
 * @throws ModelFolderError
 */
export async function openModelFolder(path: string): Promise<ModelArtifact> {
  const folder = resolve(path);
  await assertFolder(folder);
  const index = await readJson(folder, 'model_index.json');
  assertComponents(index);
  const files = {
    unet: await openNetwork(folder, 'unet'),
    vae: await openNetwork(folder, 'vae'),
    textEncoder: await openNetwork(folder, 'text_encoder'),
  };
  const branch = await findBranch(folder, index);
  const networks = await inspectNetworks(folder, { ...files, ...(branch && { branch }) });
  const tokenizer = await readTokenizerFiles(folder, networks.textEncoder);
  const schedulerConfig = await readJson(folder, 'scheduler/scheduler_config.json');
  const manifest = parseManifest((await readOptionalJson(folder, 'contrapposto.json')) ?? { schemaVersion: 1 });
  const poseEstimator = await findPoseEstimator(folder);
  const imageEncoder = await findImageEncoder(folder);
  const digest = await computeDigest(folder, await digestedFiles(folder, branch ? { ...files, branch } : files));
  const info = {
    ...describe(folder, manifest, networks, schedulerConfig),
    digest,
    hasPoseEstimator: poseEstimator !== null,
  };
  const optional = {
    ...(branch && { branch }),
    ...(poseEstimator && { poseEstimator }),
    ...(imageEncoder && { imageEncoder }),
  };
  return { folder, info, ...files, tokenizer, schedulerConfig, ...optional };
}

async function assertFolder(folder: string): Promise<void> {
  if (await isKind(folder, 'isDirectory')) return;
  throw ModelFolderError.of('MODEL_FOLDER_NOT_FOUND', {
    expected: 'a model folder',
    got: 'no such folder',
    where: folder,
    advice: 'Name a folder that holds model_index.json.',
  });
}

function assertComponents(index: Json): void {
  for (const component of [...NEEDED, ...BRANCHES.filter((name) => isListed(index, name))])
    assertClass(index, component, NETWORKS[component].className);
  const known = [...Object.keys(NETWORKS), 'scheduler', 'tokenizer', ...IGNORED_COMPONENTS];
  const unknown = Object.keys(index).filter((key) => !known.includes(key) && isListed(index, key));
  if (unknown.length === 0) return;
  throw ModelFolderError.of('MODEL_CLASS_UNKNOWN', {
    expected: 'a pipeline of unet, vae, text_encoder, tokenizer and scheduler, with a controlnet or an adapter at most',
    got: `also ${unknown.map((key) => `${key} (${JSON.stringify(index[key])})`).join(', ')}`,
    where: 'model_index.json',
    advice: 'Pipelines with further networks (SDXL, inpainting, ...) compute something else and are not supported.',
  });
}

/** Whether the pipeline has this component; an optional one may be listed as null. */
function isListed(index: Json, component: string): boolean {
  const value = index[component];
  return !component.startsWith('_') && Array.isArray(value) && value[1] !== null;
}

function assertClass(index: Json, component: string, expected: string): void {
  const entry = index[component];
  const className: unknown = Array.isArray(entry) ? entry[1] : undefined;
  if (className === expected) return;
  throw unknownClass(expected, className, `model_index.json, ${component}`);
}

async function openNetwork(folder: string, name: keyof typeof NETWORKS): Promise<NetworkFiles> {
  const { className, weights } = NETWORKS[name];
  const configLabel = `${name}/config.json`;
  const config = await readJson(folder, configLabel);
  const declared: unknown = config._class_name ?? (config.architectures as unknown[] | undefined)?.[0] ?? className;
  if (declared !== className) throw unknownClass(className, declared, configLabel);
  return { config, configLabel, weightsPath: await findWeights(folder, name, weights) };
}

/**
 * A ControlNetModel or T2IAdapter folder as `controlnet` or `adapter`: saved with its pipeline, or put (or linked) there beside
 * a text-only model.
 */
async function findBranch(folder: string, index: Json): Promise<BranchFiles | null> {
  const present = await Promise.all(BRANCHES.map((kind) => isKind(join(folder, kind), 'isDirectory')));
  const [kind, other] = BRANCHES.filter((name, at) => present[at] === true || isListed(index, name));
  if (kind === undefined) return null;
  if (other === undefined) return { kind, ...(await openNetwork(folder, kind)) };
  throw ModelFolderError.of('MODEL_CLASS_UNKNOWN', {
    expected: 'a controlnet or an adapter',
    got: 'both',
    where: folder,
    advice: 'Take one of the two folders out.',
  });
}

/** The plain file, else its half-precision variant. */
async function findWeights(folder: string, name: string, stem: string): Promise<string> {
  for (const file of [`${stem}.safetensors`, `${stem}.fp16.safetensors`]) {
    if (await isKind(join(folder, name, file), 'isFile')) return join(folder, name, file);
  }
  const sharded = await isKind(join(folder, name, `${stem}.safetensors.index.json`), 'isFile');
  throw ModelFolderError.of('WEIGHTS_MISSING', {
    expected: `weights in one file ${name}/${stem}.safetensors`,
    got: sharded ? 'weights split over several files' : 'none',
    where: folder,
    advice: sharded
      ? 'Save the model again with a larger max_shard_size.'
      : 'Save the model with safe_serialization=True, or fetch the whole folder again.',
  });
}

/** Pipelines have no use for it; metrics do, and open it themselves (onnx/extractors/bundled-clip.ts). */
async function findImageEncoder(folder: string): Promise<ModelArtifact['imageEncoder'] | null> {
  if (!(await isKind(join(folder, 'image_encoder', 'model.safetensors'), 'isFile'))) return null;
  const projection = join(folder, 'image_encoder', 'text_projection.safetensors');
  return { hasTextProjection: await isKind(projection, 'isFile') };
}

/** Configs and weights of the networks, the tokenizer and the scheduler; the manifest decides no pixel but by the recipe. */
async function digestedFiles(folder: string, files: Readonly<Record<string, NetworkFiles>>): Promise<string[]> {
  const networks = Object.values(files).flatMap(({ configLabel, weightsPath }) => [
    configLabel,
    configLabel.replace('config.json', basename(weightsPath)),
  ]);
  const present = await Promise.all(TOKENIZER_FILES.map((file) => isKind(join(folder, file), 'isFile')));
  return [...networks, 'scheduler/scheduler_config.json', ...TOKENIZER_FILES.filter((_, index) => present[index])];
}

function describe(
  folder: string,
  manifest: Manifest,
  networks: Networks,
  schedulerConfig: Json,
): Omit<ModelInfo, 'digest' | 'hasPoseEstimator'> {
  const { unet, downscaleFactor, textEncoder, weights } = networks;
  const family = chooseFamily(networks, manifest);
  const isPosed = family !== 'text-only';
  const usualProfile = networks.branch ? BRANCH_FAMILIES[networks.branch.kind].rendererProfile : 'humansd-v1';
  const side = networks.sampleSize * downscaleFactor;
  return {
    name: manifest.name ?? basename(folder),
    version: manifest.version ?? null,
    licence: manifest.licence ?? null,
    family,
    rendererProfile: isPosed ? (manifest.rendererProfile ?? usualProfile) : null,
    renderSize: isPosed ? (manifest.renderSize ?? null) : null,
    sizeMultiple: downscaleFactor * 2 ** (unet.levels.length - 1),
    defaultSize: manifest.defaultSize ?? { width: side, height: side },
    defaults: {
      scheduler: manifest.defaults?.scheduler ?? SCHEDULERS[String(schedulerConfig._class_name)] ?? SCHEDULER_NAMES[0],
      steps: manifest.defaults?.steps ?? 50,
      guidanceScale: manifest.defaults?.guidanceScale ?? 7.5,
      negativePrompt: manifest.defaults?.negativePrompt ?? '',
    },
    maxTokens: textEncoder.maxTokens,
    latentPreview: manifest.latentPreview ?? null,
    scenes: manifest.scenes ?? [],
    weights,
  };
}

function chooseFamily({ unet, autoencoder, branch }: Networks, manifest: Manifest): ModelFamily {
  const { latentChannels } = autoencoder;
  const families: Record<number, ModelFamily> = branch
    ? { [latentChannels]: BRANCH_FAMILIES[branch.kind].family }
    : { [latentChannels]: 'text-only', [latentChannels * 2]: 'humansd' };
  const family = families[unet.inChannels];
  if (family !== undefined && (manifest.family ?? family) === family) return family;
  throw ModelFolderError.of('CONFIG_CONTRADICTS_WEIGHTS', {
    expected: branch
      ? `a UNet of ${latentChannels} input channels beside its ${branch.kind}`
      : `a UNet of ${latentChannels} (text-only) or ${latentChannels * 2} (humansd) input channels`,
    got: `${unet.inChannels}${manifest.family ? ` in a model that contrapposto.json calls ${manifest.family}` : ''}`,
    where: 'unet/config.json, in_channels',
    advice: 'Supported are single-branch pose models, and plain text models alone or with a ControlNet or T2I-Adapter.',
  });
}

function unknownClass(expected: string, got: unknown, where: string): ModelFolderError {
  const hint = typeof got === 'string' ? suggest(got, [expected]) : '';
  return ModelFolderError.of('MODEL_CLASS_UNKNOWN', {
    expected: `_class_name ${expected}`,
    got: got === undefined ? 'nothing' : JSON.stringify(got),
    where,
    advice: hint || 'Choose a Stable Diffusion 1.x or 2.x model, or one of the HumanSD family.',
  });
}
