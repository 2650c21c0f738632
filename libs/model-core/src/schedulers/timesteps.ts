import { roundHalfToEven } from '@contrapposto/tensor';
import { ModelCoreError } from '../errors.js';
import type { TimestepSpacing } from './scheduler-config.js';

/**
 * `count` numbers from 0 to `last`, both included, evenly spaced and not rounded (numpy.linspace).
 */
export function spaceFromZero(last: number, count: number): number[] {
  if (count === 1) return [0];
  const step = last / (count - 1);
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? last : index * step));
}

/** Multiples of floor(trainTimesteps / divisor), falling to 0, shifted by `stepsOffset`. */
export function spaceLeading(trainTimesteps: number, divisor: number, count: number, stepsOffset: number): number[] {
  const ratio = Math.floor(trainTimesteps / divisor);
  return Array.from({ length: count }, (_, index) => (count - 1 - index) * ratio + stepsOffset);
}

/** From the last timestep downwards by trainTimesteps / count. */
export function spaceTrailing(lastTimestep: number, trainTimesteps: number, count: number): number[] {
  const ratio = trainTimesteps / count;
  return Array.from({ length: count }, (_, index) => roundHalfToEven(lastTimestep - index * ratio) - 1);
}

/**
 * The checks that every schedule must pass before a run.
 *
 * @throws ModelCoreError INVALID_STEPS unless the timesteps fall strictly and lie on the training schedule.
 */
export function assertTimesteps(timesteps: readonly number[], trainTimesteps: number, spacing: TimestepSpacing): void {
  const falls = timesteps.every((timestep, index) => index === 0 || timestep < (timesteps[index - 1] ?? 0));
  const fits = timesteps.every((timestep) => timestep >= 0 && timestep <= trainTimesteps - 1);
  if (timesteps.length > 0 && falls && fits) return;
  throw new ModelCoreError(
    'INVALID_STEPS',
    `expected a number of steps for which ${spacing} spacing finds different timesteps in 0..${String(trainTimesteps - 1)}, ` +
      `got ${String(timesteps.length)}. Take fewer steps.`,
  );
}

/** @throws ModelCoreError INVALID_STEPS */
export function assertStepCount(numInferenceSteps: number, trainTimesteps: number, skipFirstStep: boolean): void {
  const fewest = skipFirstStep ? 2 : 1;
  if (Number.isInteger(numInferenceSteps) && numInferenceSteps >= fewest && numInferenceSteps <= trainTimesteps) return;
  throw new ModelCoreError(
    'INVALID_STEPS',
    `expected numInferenceSteps to be a whole number in ${String(fewest)}..${String(trainTimesteps)}` +
      `${skipFirstStep ? ' (the first is skipped)' : ''}, got ${String(numInferenceSteps)}`,
  );
}
