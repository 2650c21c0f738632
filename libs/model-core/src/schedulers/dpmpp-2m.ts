import { createTensor, roundHalfToEven, type Tensor } from '@contrapposto/tensor';
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

/** Runs shorter than this end with a first-order step, where lowerOrderFinal is set. */
const SHORT_RUN = 15;

/**
 * DPM-Solver++(2M): Lu et al., "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic Models" (2022),
 * algorithm 2 in its midpoint form. Steps as diffusers' DPMSolverMultistepScheduler takes them.
 */
export function createDpmpp2mScheduler(raw: RawSchedulerConfig): Scheduler {
  const config = parseSchedulerConfig('dpmpp-2m', raw);
  const trainSigmas = computeSigmas(computeAlphasCumprod(config), config.rescaleBetasZeroSnr);
  return {
    name: 'dpmpp-2m',
    warnings: describeUnknownKeys(raw),
    start(numInferenceSteps, { skipFirstStep = false } = {}) {
      assertStepCount(numInferenceSteps, config.numTrainTimesteps, skipFirstStep);
      const timesteps = computeTimesteps(config, trainSigmas, numInferenceSteps);
      assertTimesteps(timesteps, config.numTrainTimesteps, config.timestepSpacing);
      const sigmas = [
        ...timesteps.map((timestep) => interpolate(trainSigmas, timestep)),
        resolveFinalSigma(config, trainSigmas),
      ];
      return startTrajectory(config, timesteps, Float32Array.from(sigmas), skipFirstStep ? 1 : 0);
    },
  };
}

/** One timestep more than there are steps; the last one, the end of the run, is then left out. */
function computeTimesteps(config: SchedulerConfig, trainSigmas: Float32Array, count: number): number[] {
  const { timestepSpacing, numTrainTimesteps, stepsOffset, lambdaMinClipped } = config;
  const clipped = trainSigmas.filter((sigma) => -Math.log(sigma) < lambdaMinClipped).length;
  const end = numTrainTimesteps - clipped;
  switch (timestepSpacing) {
    case 'linspace':
      return spaceFromZero(end - 1, count + 1)
        .map(roundHalfToEven)
        .reverse()
        .slice(0, -1);
    case 'leading':
      return spaceLeading(end, count + 1, count + 1, stepsOffset).slice(0, -1);
    case 'trailing':
      return spaceTrailing(end, numTrainTimesteps, count);
  }
}

/** A noise level in the two forms that the solver needs. */
function toNoiseLevel(sigma: number): { signal: number; noise: number; lambda: number } {
  const signal = 1 / Math.sqrt(sigma ** 2 + 1);
  return { signal, noise: sigma * signal, lambda: -Math.log(sigma) };
}

function startTrajectory(
  config: SchedulerConfig,
  timesteps: readonly number[],
  sigmas: Float32Array,
  first: number,
): Trajectory {
  const counter = createStepCounter(first, timesteps.length);
  const levels = Array.from(sigmas, toNoiseLevel);
  const lastStep = timesteps.length - 1;
  const endsInFirstOrder =
    config.eulerAtFinal ||
    (config.lowerOrderFinal && timesteps.length < SHORT_RUN) ||
    config.finalSigmasType === 'zero';
  let previousOriginal: Tensor | null = null;
  return {
    timesteps: timesteps.slice(first),
    initNoiseSigma: 1,
    scaleModelInput: (sample) => sample,
    step(modelOutput, sample) {
      assertSameShape(modelOutput, sample);
      // 1. The noise levels of the last step (r), of this one (s), and of where it leads (t).
      const stepIndex = counter.current();
      const from = levels[stepIndex] ?? toNoiseLevel(0);
      const to = levels[stepIndex + 1] ?? toNoiseLevel(0);
      const last = levels[stepIndex - 1];
      const h = to.lambda - from.lambda;

      // 2. How far x_0 is extrapolated from its last prediction: 1 / (2r) with r = h_last / h; none in a first-order step.
      const isFirstOrder = !previousOriginal || !last || (stepIndex === lastStep && endsInFirstOrder);
      const extrapolation = isFirstOrder ? 0 : (0.5 * h) / (from.lambda - last.lambda);

      // 3. x_0 = data prediction; 4. x_t = (noise_t / noise_s) x_s - signal_t (exp(-h) - 1) D.
      const prediction = createPrediction(config.predictionType, from.signal, from.noise);
      const sampleWeight = to.noise / from.noise;
      const originalWeight = -to.signal * Math.expm1(-h);
      const prevSample = createTensor('float32', sample.dims);
      const predOriginalSample = createTensor('float32', sample.dims);
      for (let index = 0; index < sample.data.length; index++) {
        const x = sample.data[index] ?? 0;
        const original = prediction.original(modelOutput.data[index] ?? 0, x);
        predOriginalSample.data[index] = original;
        const change = original - (previousOriginal?.data[index] ?? original);
        prevSample.data[index] = sampleWeight * x + originalWeight * (original + extrapolation * change);
      }
      previousOriginal = predOriginalSample;
      counter.advance();
      return { prevSample, predOriginalSample };
    },
  };
}
