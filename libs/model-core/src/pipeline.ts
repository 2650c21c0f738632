import {
  assertShape,
  concatBatch,
  concatChannels,
  createGenerator,
  createTensor,
  type Generator,
  type Tensor,
} from '@contrapposto/tensor';
import { drawConditioning, fitPose, type Pose } from '@contrapposto/pose';
import { assertRunnable } from './assert-runnable.js';
import { ModelCoreError } from './errors.js';
import { applyGuidance, needsGuidance, repeatForBranches } from './guidance.js';
import type {
  PipelineOptions,
  PipelineParts,
  PipelineResult,
  PipelineWarning,
  PipelineWarningCode,
  RgbImage,
  StepEvent,
} from './pipeline-types.js';
import type { Autoencoder } from './ports.js';
import type { Recipe } from './recipe.js';
import { openRendererProfile } from './renderer-profile.js';
import { toPreviewImage, toRgbImage } from './rgb-image.js';
import { createScheduler } from './schedulers/create-scheduler.js';
import type { Trajectory } from './schedulers/scheduler.js';
import { createStageRunner, type StageRunner } from './stage-runner.js';

/**
 * HumanSD's single-branch pipeline: the skeleton, drawn and encoded by the same autoencoder as pictures, is concatenated
 * to the noisy latents, so that one UNet sees both. A text-only model is the same code without stages 3 and 4.
 *
 * All random numbers come from one generator of the recipe's seed, in the order of the stages:
 *
 * 1. with `poseLatents: 'sample'` only: the noise of the skeleton's latents, (1, C, h, w);
 * 2. the start noise, (1, C, h, w), so that with `'mode'` it is diffusers' start noise for this seed and size;
 * 3. with `eta > 0` only: the fresh noise of each step in turn, (1, C, h, w).
 *
 * @throws ModelCoreError before any work: UNKNOWN_SCHEDULER, UNSUPPORTED_SCHEDULER_CONFIG, INVALID_STEPS,
 * POSE_NOT_SUPPORTED, POSE_REQUIRED, MODEL_MISMATCH, INVALID_SIZE; on the way: EMPTY_SKELETON, NON_FINITE_OUTPUT, and
 * CanceledError. PoseError where the skeleton cannot be drawn so; TensorError where a port gives another shape than it
 * must.
 */
export async function runSingleBranchPipeline(
  parts: PipelineParts,
  recipe: Recipe,
  options: PipelineOptions = {},
): Promise<PipelineResult> {
  assertRunnable(recipe, parts);
  const { autoencoder } = parts;
  const scheduler = createScheduler(recipe.scheduler, parts.schedulerConfig);
  const { skipFirstStep, eta, pose } = recipe;
  const trajectory = scheduler.start(recipe.numInferenceSteps, { skipFirstStep, eta });
  const generator = createGenerator(recipe.seed);
  const runner = createStageRunner(options, trajectory.timesteps.length);
  const warnings = scheduler.warnings.map((message) => createWarning('SCHEDULER_CONFIG', message));

  // 1. Prompts to token ids, in the branches' order; what does not fit is cut and named.
  const ids = await runner.run('tokenize', () => tokenizePrompts(parts, recipe, warnings));

  // 2. Token ids to promptEmbeds, (branches, L, D).
  const promptEmbeds = await runner.run('encode-prompt', () => encodePrompts(parts, ids));

  // 3. The skeleton as a picture, (1, 3, H, W) in -1..1.
  const skeleton = pose && (await runner.run('render-skeleton', () => renderConditioning(pose, recipe, warnings)));

  // 4. That picture as scaled latents, (1, C, h, w).
  const poseLatents =
    skeleton && (await runner.run('encode-skeleton', () => encodeSkeleton(autoencoder, skeleton, recipe, generator)));

  // 5. The start noise, (1, C, h, w), as strong as the scheduler begins.
  const noise = await runner.run('prepare-latents', () => prepareLatents(autoencoder, recipe, trajectory, generator));

  // 6. From noise to latents, step by step.
  const latents = await runner.run('denoise', () =>
    denoise({ parts, recipe, options, trajectory, generator, runner, promptEmbeds, poseLatents }, noise),
  );

  // 7. Latents to the picture.
  const image = await runner.run('decode', () => decode(autoencoder, latents, recipe));
  runner.throwIfCanceled(trajectory.timesteps.length);
  return { image, skeleton: skeleton && toRgbImage(skeleton, 'the skeleton'), warnings, timings: runner.timings };
}

function tokenizePrompts({ tokenizer }: PipelineParts, recipe: Recipe, warnings: PipelineWarning[]): Tensor<'int32'> {
  const tokenize = (text: string, what: string, code: PipelineWarningCode): Tensor<'int32'> => {
    const { ids, tokenCount, truncatedText } = tokenizer.tokenize(text);
    if (truncatedText !== null) {
      const limit = `${String(tokenCount)} tokens, of which the model reads ${String(tokenizer.modelMaxLength)}`;
      warnings.push(createWarning(code, `The ${what} has ${limit}. Not read: ${JSON.stringify(truncatedText)}.`));
    }
    return ids;
  };
  const cond = tokenize(recipe.prompt, 'prompt', 'PROMPT_TRUNCATED');
  if (!needsGuidance(recipe.guidanceScale)) return cond;
  return concatBatch([tokenize(recipe.negativePrompt, 'negative prompt', 'NEGATIVE_PROMPT_TRUNCATED'), cond]);
}

async function encodePrompts({ textEncoder }: PipelineParts, ids: Tensor<'int32'>): Promise<Tensor> {
  const promptEmbeds = await textEncoder.encode(ids);
  assertShape(promptEmbeds, [ids.dims[0] ?? 0, ids.dims[1] ?? 0, 'D'], 'promptEmbeds');
  return promptEmbeds;
}

function renderConditioning(pose: Pose, recipe: Recipe, warnings: PipelineWarning[]): Tensor {
  const { width, height, renderSize, poseFit } = recipe;
  const profile = openRendererProfile(recipe);
  const fitted = fitPose(pose, { width, height }, poseFit);
  if (pose.width !== width || pose.height !== height) {
    const sizes = `${String(pose.width)} x ${String(pose.height)} to ${String(width)} x ${String(height)}`;
    warnings.push(createWarning('POSE_FITTED', `The pose was brought from ${sizes} pixels (${poseFit}).`));
  }
  const { data, skeleton } = drawConditioning(fitted.pose, profile, { width, height, renderSize });
  const empty = skeleton.warnings.find(({ code }) => code === 'EMPTY_SKELETON');
  if (empty)
    throw new ModelCoreError('EMPTY_SKELETON', `expected a pose with a limb to draw, got none. ${empty.message}`);
  for (const { message } of fitted.warnings) warnings.push(createWarning('SKELETON', message));
  return createTensor('float32', [1, 3, height, width], data);
}

async function encodeSkeleton(
  autoencoder: Autoencoder,
  skeleton: Tensor,
  { poseLatents: kind }: Recipe,
  generator: Generator,
): Promise<Tensor> {
  const { mean, std } = await autoencoder.encode(skeleton);
  const dims = latentDims(autoencoder, skeleton.dims[2] ?? 0, skeleton.dims[3] ?? 0);
  assertShape(mean, dims, 'the mean of the encoded skeleton');
  assertShape(std, dims, 'the deviation of the encoded skeleton');
  const noise = kind === 'sample' ? generator.normal(dims) : null;
  const poseLatents = createTensor('float32', dims);
  for (let index = 0; index < poseLatents.data.length; index++) {
    const deviation = noise ? (std.data[index] ?? 0) * (noise.data[index] ?? 0) : 0;
    poseLatents.data[index] = ((mean.data[index] ?? 0) + deviation) * autoencoder.scalingFactor;
  }
  return poseLatents;
}

function prepareLatents(
  autoencoder: Autoencoder,
  { width, height }: Recipe,
  { initNoiseSigma }: Trajectory,
  generator: Generator,
): Tensor {
  return scale(generator.normal(latentDims(autoencoder, height, width)), initNoiseSigma);
}

/** What the denoising loop works with. */
interface Denoising {
  readonly parts: PipelineParts;
  readonly recipe: Recipe;
  readonly options: PipelineOptions;
  readonly trajectory: Trajectory;
  readonly generator: Generator;
  readonly runner: StageRunner;
  readonly promptEmbeds: Tensor;
  readonly poseLatents: Tensor | null;
}

async function denoise(run: Denoising, noise: Tensor): Promise<Tensor> {
  const { trajectory, options, runner, generator } = run;
  const { timesteps } = trajectory;
  const now = options.now ?? Date.now;
  const begin = now();
  let latents = noise;
  for (const [stepIndex, timestep] of timesteps.entries()) {
    runner.throwIfCanceled(stepIndex);
    const prediction = await predict(run, latents, timestep);
    const { prevSample, predOriginalSample } = trajectory.step(prediction, latents, generator);
    assertFinite(prevSample, `the latents after step ${String(stepIndex + 1)} of ${String(timesteps.length)}`);
    latents = prevSample;
    const progress: StepEvent = {
      type: 'step',
      stepIndex,
      stepCount: timesteps.length,
      timestep,
      elapsedMs: now() - begin,
    };
    await options.onEvent?.({ ...progress, ...createPreview(run, predOriginalSample, stepIndex) });
  }
  runner.throwIfCanceled(timesteps.length);
  return latents;
}

/** One call of the UNet: the skeleton's latents are in both guidance branches, [uncond, cond]. (1, C, h, w). */
async function predict(
  { parts, recipe, trajectory, promptEmbeds, poseLatents }: Denoising,
  latents: Tensor,
  timestep: number,
) {
  const scaled = trajectory.scaleModelInput(latents);
  const sample = poseLatents ? concatChannels(scaled, poseLatents) : scaled;
  const branches = promptEmbeds.dims[0] ?? 1;
  const prediction = await parts.denoiser.predict(repeatForBranches(sample, branches), timestep, promptEmbeds);
  assertShape(prediction, [branches, ...latents.dims.slice(1)], "the UNet's prediction");
  return branches === 1 ? prediction : applyGuidance(prediction, recipe.guidanceScale);
}

function createPreview({ parts, options }: Denoising, latents: Tensor, stepIndex: number): Pick<StepEvent, 'preview'> {
  const every = options.previewEverySteps ?? 0;
  if (!parts.latentPreview || every <= 0 || (stepIndex + 1) % every !== 0) return {};
  return { preview: toPreviewImage(latents, parts.latentPreview) };
}

async function decode(autoencoder: Autoencoder, latents: Tensor, { width, height }: Recipe): Promise<RgbImage> {
  const picture = await autoencoder.decode(scale(latents, 1 / autoencoder.scalingFactor));
  assertShape(picture, [1, 3, height, width], 'the decoded picture');
  assertFinite(picture, 'the decoded picture');
  return toRgbImage(picture, 'the decoded picture');
}

function latentDims({ latentChannels, downscaleFactor }: Autoencoder, height: number, width: number): number[] {
  return [1, latentChannels, height / downscaleFactor, width / downscaleFactor];
}

function scale(tensor: Tensor, factor: number): Tensor {
  return createTensor(
    'float32',
    tensor.dims,
    tensor.data.map((value) => value * factor),
  );
}

/** @throws ModelCoreError NON_FINITE_OUTPUT: a picture made of that would be black and say nothing of why. */
function assertFinite({ data }: Tensor, what: string): void {
  if (data.every(Number.isFinite)) return;
  throw new ModelCoreError(
    'NON_FINITE_OUTPUT',
    `expected ${what} to be finite, got NaN or infinity. Lower the guidance scale, or run the model in float32.`,
  );
}

function createWarning(code: PipelineWarningCode, message: string): PipelineWarning {
  return { code, message };
}
