import { createTensor, roundHalfToEven } from '@contrapposto/tensor';
import { computeAlphasCumprod } from './noise-schedule.js';
import { createPrediction } from './prediction.js';
import type { Scheduler, Trajectory } from './scheduler.js';
import {
  describeUnknownKeys,
  parseSchedulerConfig,
  type RawSchedulerConfig,
  type SchedulerConfig,
} from './scheduler-config.js';
import { assertSameShape, createStepCounter } from './step-counter.js';
import { assertStepCount, assertTimesteps, spaceFromZero, spaceLeading, spaceTrailing } from './timesteps.js';

/**
 * DDIM: Song, Meng and Ermon, "Denoising Diffusion Implicit Models" (2021), equations 12 and 16. Steps as diffusers'
 * DDIMScheduler takes them.
 */
export function createDdimScheduler(raw: RawSchedulerConfig): Scheduler {
  const config = parseSchedulerConfig('ddim', raw);
  const alphasCumprod = computeAlphasCumprod(config);
  return {
    name: 'ddim',
    warnings: describeUnknownKeys(raw),
    start(numInferenceSteps, { skipFirstStep = false, eta = 0 } = {}) {
      assertStepCount(numInferenceSteps, config.numTrainTimesteps, skipFirstStep);
      const timesteps = computeTimesteps(config, numInferenceSteps);
      assertTimesteps(timesteps, config.numTrainTimesteps, config.timestepSpacing);
      return startTrajectory(config, alphasCumprod, timesteps, skipFirstStep ? 1 : 0, eta);
    },
  };
}

function computeTimesteps(
  { timestepSpacing, numTrainTimesteps, stepsOffset }: SchedulerConfig,
  count: number,
): number[] {
  switch (timestepSpacing) {
    case 'linspace':
      return spaceFromZero(numTrainTimesteps - 1, count)
        .map(roundHalfToEven)
        .reverse();
    case 'leading':
      return spaceLeading(numTrainTimesteps, count, count, stepsOffset);
    case 'trailing':
      return spaceTrailing(numTrainTimesteps, numTrainTimesteps, count);
  }
}

function startTrajectory(
  config: SchedulerConfig,
  alphasCumprod: Float32Array,
  timesteps: readonly number[],
  first: number,
  eta: number,
): Trajectory {
  const counter = createStepCounter(first, timesteps.length);
  const stride = Math.floor(config.numTrainTimesteps / timesteps.length);
  const finalAlphaCumprod = config.setAlphaToOne ? 1 : (alphasCumprod[0] ?? 1);
  const clip = config.clipSample ? config.clipSampleRange : Infinity;
  return {
    timesteps: timesteps.slice(first),
    initNoiseSigma: 1,
    scaleModelInput: (sample) => sample,
    step(modelOutput, sample, generator) {
      assertSameShape(modelOutput, sample);
      // 1. Where we are, and where the step leads.
      const timestep = timesteps[counter.current()] ?? 0;
      const prevTimestep = timestep - stride;
      const alphaCumprod = alphasCumprod[timestep] ?? 0;
      const prevAlphaCumprod = prevTimestep >= 0 ? (alphasCumprod[prevTimestep] ?? 0) : finalAlphaCumprod;

      // 2. sigma_t(eta) of equation 16: the share of the noise that is drawn afresh.
      const variance = ((1 - prevAlphaCumprod) / (1 - alphaCumprod)) * (1 - alphaCumprod / prevAlphaCumprod);
      const freshNoise = eta * Math.sqrt(variance);
      const fresh = eta > 0 ? generator?.normal(sample.dims).data : undefined;

      // 3. x_0 from the model's output, clamped where the configuration says so; then
      // 4. equation 12: the clean part, the direction that points back to x_t, and the fresh noise.
      const prediction = createPrediction(config.predictionType, Math.sqrt(alphaCumprod), Math.sqrt(1 - alphaCumprod));
      const prevSignal = Math.sqrt(prevAlphaCumprod);
      const direction = Math.sqrt(Math.max(0, 1 - prevAlphaCumprod - freshNoise ** 2));
      const prevSample = createTensor('float32', sample.dims);
      const predOriginalSample = createTensor('float32', sample.dims);
      for (let index = 0; index < sample.data.length; index++) {
        const output = modelOutput.data[index] ?? 0;
        const x = sample.data[index] ?? 0;
        const original = Math.min(Math.max(prediction.original(output, x), -clip), clip);
        predOriginalSample.data[index] = original;
        prevSample.data[index] =
          prevSignal * original + direction * prediction.epsilon(output, x) + freshNoise * (fresh?.[index] ?? 0);
      }
      counter.advance();
      return { prevSample, predOriginalSample };
    },
  };
}
