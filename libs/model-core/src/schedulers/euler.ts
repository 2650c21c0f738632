import { createTensor } from '@contrapposto/tensor';
import { computeAlphasCumprod } from './noise-schedule.js';
import { createPrediction } from './prediction.js';
import type { Scheduler, Trajectory } from './scheduler.js';
import {
  describeUnknownKeys,
  parseSchedulerConfig,
  type RawSchedulerConfig,
  type SchedulerConfig,
} from './scheduler-config.js';
import { computeSigmas, interpolate, resolveFinalSigma } from './sigmas.js';
import { assertSameShape, createStepCounter } from './step-counter.js';
import { assertStepCount, assertTimesteps, spaceFromZero, spaceLeading, spaceTrailing } from './timesteps.js';

/**
 * Euler's method on the probability flow ODE: Karras et al., "Elucidating the Design Space of Diffusion-Based Generative
 * Models" (2022), algorithm 2 without churn. Steps as diffusers' EulerDiscreteScheduler takes them.
 *
 * Its sample is not scaled down, x = x_0 + sigma * epsilon, so the network gets x / sqrt(sigma^2 + 1).
 */
export function createEulerScheduler(raw: RawSchedulerConfig): Scheduler {
  const config = parseSchedulerConfig('euler', raw);
  const trainSigmas = computeSigmas(computeAlphasCumprod(config), config.rescaleBetasZeroSnr);
  return {
    name: 'euler',
    warnings: describeUnknownKeys(raw),
    start(numInferenceSteps, { skipFirstStep = false } = {}) {
      assertStepCount(numInferenceSteps, config.numTrainTimesteps, skipFirstStep);
      const timesteps = computeTimesteps(config, numInferenceSteps);
      assertTimesteps(timesteps, config.numTrainTimesteps, config.timestepSpacing);
      const sigmas = [
        ...timesteps.map((timestep) => interpolate(trainSigmas, timestep)),
        resolveFinalSigma(config, trainSigmas),
      ];
      return startTrajectory(config, timesteps, Float32Array.from(sigmas), skipFirstStep ? 1 : 0);
    },
  };
}

/** Fractional with linspace spacing. */
function computeTimesteps(
  { timestepSpacing, numTrainTimesteps, stepsOffset }: SchedulerConfig,
  count: number,
): number[] {
  switch (timestepSpacing) {
    case 'linspace':
      return spaceFromZero(numTrainTimesteps - 1, count)
        .map(Math.fround)
        .reverse();
    case 'leading':
      return spaceLeading(numTrainTimesteps, count, count, stepsOffset);
    case 'trailing':
      return spaceTrailing(numTrainTimesteps, numTrainTimesteps, count);
  }
}

function startTrajectory(
  config: SchedulerConfig,
  timesteps: readonly number[],
  sigmas: Float32Array,
  first: number,
): Trajectory {
  const counter = createStepCounter(first, timesteps.length);
  const startSigma = sigmas[first] ?? 0;
  const signalOf = (stepIndex: number): number => 1 / Math.sqrt((sigmas[stepIndex] ?? 0) ** 2 + 1);
  return {
    timesteps: timesteps.slice(first),
    // Leading spacing starts below the schedule's last noise level: the latents there still hold the signal's variance.
    initNoiseSigma: config.timestepSpacing === 'leading' ? Math.sqrt(startSigma ** 2 + 1) : startSigma,
    scaleModelInput(sample) {
      const signal = signalOf(counter.current());
      return createTensor(
        'float32',
        sample.dims,
        sample.data.map((x) => x * signal),
      );
    },
    step(modelOutput, sample) {
      assertSameShape(modelOutput, sample);
      // 1. The noise levels of this step and of where it leads.
      const stepIndex = counter.current();
      const sigma = sigmas[stepIndex] ?? 0;
      const change = (sigmas[stepIndex + 1] ?? 0) - sigma;

      // 2. x_0 from the model's output, which saw the scaled sample.
      const signal = signalOf(stepIndex);
      const prediction = createPrediction(config.predictionType, signal, sigma * signal);

      // 3. dx/dsigma = (x - x_0) / sigma; 4. one step along it.
      const prevSample = createTensor('float32', sample.dims);
      const predOriginalSample = createTensor('float32', sample.dims);
      for (let index = 0; index < sample.data.length; index++) {
        const x = sample.data[index] ?? 0;
        const original = prediction.original(modelOutput.data[index] ?? 0, x * signal);
        predOriginalSample.data[index] = original;
        prevSample.data[index] = x + ((x - original) / sigma) * change;
      }
      counter.advance();
      return { prevSample, predOriginalSample };
    },
  };
}
