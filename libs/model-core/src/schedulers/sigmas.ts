import { SMALLEST_ALPHA_CUMPROD } from './noise-schedule.js';
import type { SchedulerConfig } from './scheduler-config.js';

/** sigma_t = sqrt((1 - alpha-bar_t) / alpha-bar_t), rising with t; finite even where the schedule ends without signal. */
export function computeSigmas(alphasCumprod: Float32Array, endsWithoutSignal: boolean): Float32Array {
  const last = alphasCumprod.length - 1;
  return alphasCumprod.map((alphaCumprod, timestep) => {
    const alpha = endsWithoutSignal && timestep === last ? SMALLEST_ALPHA_CUMPROD : alphaCumprod;
    return Math.sqrt((1 - alpha) / alpha);
  });
}

/** The value at a fractional index, linear between its neighbours. */
export function interpolate(values: Float32Array, index: number): number {
  const below = Math.floor(index);
  const lower = values[below] ?? 0;
  const upper = values[below + 1] ?? lower;
  return lower + (upper - lower) * (index - below);
}

/** Where the last step ends. */
export function resolveFinalSigma(config: SchedulerConfig, sigmas: Float32Array): number {
  return config.finalSigmasType === 'zero' ? 0 : (sigmas[0] ?? 0);
}
