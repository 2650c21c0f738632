import { createGenerator } from '@contrapposto/tensor';
import { EvalError } from './errors.js';
import { type MetricValues } from './metric.js';

export interface BootstrapSettings {
  /** How many times the pictures are drawn anew. */
  readonly replicates: number;
  /** Of libs/tensor's generator, 0..2^53 - 1. */
  readonly seed: number;
  /** Share of the replicates that the interval holds, 0..1. */
  readonly level: number;
}

/** 1,000 replicates, 95 %. */
export const DEFAULT_BOOTSTRAP: BootstrapSettings = Object.freeze({ replicates: 1000, seed: 0, level: 0.95 });

/** In the units of the value. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Null where no replicate had a value. */
export type Intervals = Readonly<Record<string, Interval | null>>;

/**
 * Percentile bootstrap over pictures: draws as many pictures as there are, with replacement, again and again, and cuts off the tails. Nothing is
 * matched anew; a picture that is drawn twice weighs two. Replicates without a value (no large person drawn) are left out.
 *
 * Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13; quantiles between the two nearest, as numpy's.
 *
 * @param groups pictures that are drawn apart (one group, or one per scene); their values are averaged
 * @throws EvalError INVALID_SETTINGS; TensorError INVALID_SEED
 */
export function computeIntervals(groups: readonly WeightedGroup[], settings: BootstrapSettings): Intervals {
  return cutTails(drawReplicates(groups, settings).map(averageValues), settings.level);
}

/**
 * The values of every replicate, group by group: all groups draw from one stream, in turn.
 * @throws EvalError INVALID_SETTINGS; TensorError INVALID_SEED
 */
export function drawReplicates(groups: readonly WeightedGroup[], settings: BootstrapSettings): MetricValues[][] {
  assertSettings(settings);
  const generator = createGenerator(settings.seed);
  return Array.from({ length: settings.replicates }, () =>
    groups.map(({ compute, pictureCount }) => compute(drawWeights(pictureCount, generator))),
  );
}

/** Of every value, what lies between the tails; null where no replicate has it. */
export function cutTails(replicates: readonly MetricValues[], level: number): Intervals {
  const names = Object.keys(replicates[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, cutTailsOf(replicates, name, level)]));
}

export interface WeightedGroup {
  readonly pictureCount: number;
  readonly compute: (weights: ArrayLike<number>) => MetricValues;
}

/** Per name the mean over those that have a value; null where none has. */
export function averageValues(all: readonly MetricValues[]): MetricValues {
  if (all.length === 1) return all[0]!;
  const names = Object.keys(all[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = all.map((one) => one[name] ?? null).filter((value) => value !== null);
      return [name, values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length];
    }),
  );
}

/** How often each picture was drawn. */
function drawWeights(pictureCount: number, generator: ReturnType<typeof createGenerator>): Uint32Array {
  const weights = new Uint32Array(pictureCount);
  if (pictureCount === 0) return weights;
  const { data } = generator.uniform([pictureCount]);
  for (let draw = 0; draw < pictureCount; draw += 1) weights[Math.floor(data[draw]! * pictureCount)]! += 1;
  return weights;
}

function cutTailsOf(replicates: readonly MetricValues[], name: string, level: number): Interval | null {
  const values = replicates.map((one) => one[name] ?? null).filter((value) => value !== null);
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return { low: readQuantile(sorted, (1 - level) / 2), high: readQuantile(sorted, (1 + level) / 2) };
}

/** The value below which `share` (0..1) of the sorted numbers lie, between the two nearest in proportion. */
function readQuantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}

function assertSettings({ replicates, level }: BootstrapSettings): void {
  if (!Number.isInteger(replicates) || replicates < 1)
    throw new EvalError('INVALID_SETTINGS', `Expected a whole number of replicates from 1, got ${replicates}.`);
  if (!(level > 0 && level < 1))
    throw new EvalError('INVALID_SETTINGS', `Expected a level between 0 and 1, got ${level}. 0.95 is usual.`);
}
