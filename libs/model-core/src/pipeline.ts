import {
  assertShape,
  concatBatch,
  createGenerator,
  createTensor,
  type Generator,
  type Tensor,
} from '@contrapposto/tensor';
import { drawConditioning, fitPose, type Pose } from '@contrapposto/pose';
import { assertRunnable } from './assert-runnable.js';
import { scaleTensor } from './condition.js';
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

/** Predicts for all branches of the guidance at once: (N, C, h, w) latents, scaled for the network, to their like. */
export type Predict = (sample: Tensor, timestep: number, promptEmbeds: Tensor) => Promise<Tensor>;

/** How one kind of model is told of the pose. */
export interface Conditioner {
  /**
   * Stage 4: does once what needs to be done once.
   *
   * @param skeleton (1, 3, H, W) in -1..1
   */
  prepare(skeleton: Tensor, recipe: Recipe, generator: Generator): Promise<Predict>;
}

/**
 * The stages that all pipelines share; only stage 4 and the UNet's call differ, and are the conditioner's. A text-only model
 * is the same code without stages 3 and 4.
 *
 * All random numbers come from one generator of the recipe's seed, in the order of the stages:
 *
 * 1. what the conditioner draws;
 * 2. the start noise, (1, C, h, w), so that without any it is diffusers' start noise for this seed and size;
 * 3. with `eta > 0` only: the fresh noise of each step in turn, (1, C, h, w).
 *
 * @throws ModelCoreError before any work: UNKNOWN_SCHEDULER, UNSUPPORTED_SCHEDULER_CONFIG, INVALID_STEPS,
 * POSE_NOT_SUPPORTED, POSE_REQUIRED, MODEL_MISMATCH, INVALID_SIZE; on the way: EMPTY_SKELETON, NON_FINITE_OUTPUT, and
 * CanceledError. PoseError where the skeleton cannot be drawn so; TensorError where a port gives another shape than it
 * must.
 */
export async function runStages(
  parts: PipelineParts,
  conditioner: Conditioner,
  recipe: Recipe,
  options: PipelineOptions = {},
): Promise<PipelineResult> {
  assertRunnable(recipe, parts);
  const { autoencoder, denoiser } = parts;
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

  // 4. That picture as the model is told of it.
  const predict: Predict = skeleton
    ? await runner.run('encode-skeleton', () => conditioner.prepare(skeleton, recipe, generator))
    : (...inputs) => denoiser.predict(...inputs);

  // 5. The start noise, (1, C, h, w), as strong as the scheduler begins.
  const noise = await runner.run('prepare-latents', () => prepareLatents(autoencoder, recipe, trajectory, generator));

  // 6. From noise to latents, step by step.
  const latents = await runner.run('denoise', () =>
    denoise({ parts, recipe, options, trajectory, generator, runner, promptEmbeds, predict }, noise),
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

function prepareLatents(
  autoencoder: Autoencoder,
  { width, height }: Recipe,
  { initNoiseSigma }: Trajectory,
  generator: Generator,
): Tensor {
  return scaleTensor(generator.normal(latentDims(autoencoder, height, width)), initNoiseSigma);
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
  readonly predict: Predict;
}

async function denoise(run: Denoising, noise: Tensor): Promise<Tensor> {
  const { trajectory, options, runner, generator } = run;
  const { timesteps } = trajectory;
  const now = options.now ?? Date.now;
  const begin = now();
  let latents = noise;
  for (const [stepIndex, timestep] of timesteps.entries()) {
    runner.throwIfCanceled(stepIndex);
    const prediction = await predictGuided(run, latents, timestep);
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

/** One prediction of all guidance branches, [uncond, cond], each told of the pose: (1, C, h, w). */
async function predictGuided(
  { recipe, trajectory, promptEmbeds, predict }: Denoising,
  latents: Tensor,
  timestep: number,
): Promise<Tensor> {
  const branches = promptEmbeds.dims[0] ?? 1;
  const sample = repeatForBranches(trajectory.scaleModelInput(latents), branches);
  const prediction = await predict(sample, timestep, promptEmbeds);
  assertShape(prediction, [branches, ...latents.dims.slice(1)], "the UNet's prediction");
  return branches === 1 ? prediction : applyGuidance(prediction, recipe.guidanceScale);
}

function createPreview({ parts, options }: Denoising, latents: Tensor, stepIndex: number): Pick<StepEvent, 'preview'> {
  const every = options.previewEverySteps ?? 0;
  if (!parts.latentPreview || every <= 0 || (stepIndex + 1) % every !== 0) return {};
  return { preview: toPreviewImage(latents, parts.latentPreview) };
}

async function decode(autoencoder: Autoencoder, latents: Tensor, { width, height }: Recipe): Promise<RgbImage> {
  const picture = await autoencoder.decode(scaleTensor(latents, 1 / autoencoder.scalingFactor));
  assertShape(picture, [1, 3, height, width], 'the decoded picture');
  assertFinite(picture, 'the decoded picture');
  return toRgbImage(picture, 'the decoded picture');
}

export function latentDims({ latentChannels, downscaleFactor }: Autoencoder, height: number, width: number): number[] {
  return [1, latentChannels, height / downscaleFactor, width / downscaleFactor];
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
