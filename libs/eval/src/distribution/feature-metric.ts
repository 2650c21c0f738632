import { EvalError } from '../errors.js';
import { IMPLEMENTATION, type MeasurementContext, type MetricManifest } from '../manifest.js';
import { type Accumulator, type MetricValues, type PictureMetric } from '../metric.js';
import {
  assertGatheredBy,
  assertMergeable,
  createOnes,
  duplicateOf,
  gather,
  type SignedStatistics,
} from '../picture-statistics.js';
import { decodeFeatures, encodeFeatures } from './encode-features.js';
import { type FeatureRows } from './feature-moments.js';

/** A picture's features of one layer of one network. */
export interface FeatureSample {
  /** Unique within a measurement; a generated picture and the real one that it answers to have one id. */
  readonly id: string;
  readonly scene?: string | null;
  /** Null where there is no such picture: the two sides need not have as many. */
  readonly generated: Float32Array | null;
  readonly real: Float32Array | null;
}

export interface FeatureStatistics extends SignedStatistics {
  /** Per picture, as encodeFeatures writes them. */
  readonly generated: readonly (string | null)[];
  readonly real: readonly (string | null)[];
}

export interface FeatureMetric extends PictureMetric<FeatureSample, FeatureStatistics> {
  createManifest(statistics: FeatureStatistics, context: MeasurementContext): MetricManifest;
}

export interface FeatureMetricDefinition {
  readonly metric: string;
  readonly version: string;
  readonly preset: string | null;
  readonly dimensions: number;
  readonly settings: MetricManifest['settings'];
  readonly compute: (generated: FeatureRows, real: FeatureRows) => MetricValues;
}

/**
 * A metric of two sets of features. Its statistics are the features themselves, so that scenes and intervals need no second look at a picture;
 * a picture that weighs two stands in its set twice. Merging is associative and commutative up to the order of the pictures.
 */
export function createFeatureMetric(definition: FeatureMetricDefinition): FeatureMetric {
  const { metric, version, preset, dimensions, settings, compute } = definition;
  if (!Number.isInteger(dimensions) || dimensions < 1)
    throw new EvalError('INVALID_SETTINGS', `Expected a whole number of dimensions from 1, got ${dimensions}.`);
  const gatheredBy = JSON.stringify({ metric, version, dimensions });
  const prepare = (statistics: FeatureStatistics) => {
    assertGatheredBy(statistics, gatheredBy);
    const generated = decodeAll(statistics.generated, dimensions);
    const real = decodeAll(statistics.real, dimensions);
    return (weights: ArrayLike<number>): MetricValues =>
      compute(repeatRows(generated, weights, dimensions), repeatRows(real, weights, dimensions));
  };
  return {
    createAccumulator: () => createAccumulator(gatheredBy, dimensions),
    merge(parts) {
      assertMergeable(parts, gatheredBy);
      return {
        gatheredBy,
        ids: parts.flatMap(({ ids }) => ids),
        scenes: parts.flatMap(({ scenes }) => scenes),
        generated: parts.flatMap(({ generated }) => generated),
        real: parts.flatMap(({ real }) => real),
      };
    },
    select: (statistics, pictures) => ({
      gatheredBy: statistics.gatheredBy,
      ids: gather(statistics.ids, pictures),
      scenes: gather(statistics.scenes, pictures),
      generated: gather(statistics.generated, pictures),
      real: gather(statistics.real, pictures),
    }),
    prepare,
    compute: (statistics) => prepare(statistics)(createOnes(statistics.ids.length)),
    createManifest: ({ ids, generated, real }, context) => ({
      metric,
      implementation: IMPLEMENTATION,
      version,
      preset,
      oksSigmas: null,
      thresholds: {},
      settings: { ...settings, dimensions, generatedCount: countGiven(generated), realCount: countGiven(real) },
      pictureCount: ids.length,
      ...context,
    }),
  };
}

function createAccumulator(gatheredBy: string, dimensions: number): Accumulator<FeatureSample, FeatureStatistics> {
  const ids = new Set<string>();
  const scenes: (string | null)[] = [];
  const generated: (string | null)[] = [];
  const real: (string | null)[] = [];
  return {
    update(sample) {
      if (ids.has(sample.id)) throw duplicateOf(sample.id);
      assertFeatures(sample.generated, dimensions, `picture ${sample.id}, generated`);
      assertFeatures(sample.real, dimensions, `picture ${sample.id}, real`);
      ids.add(sample.id);
      scenes.push(sample.scene ?? null);
      generated.push(sample.generated && encodeFeatures(sample.generated));
      real.push(sample.real && encodeFeatures(sample.real));
    },
    get statistics() {
      return { gatheredBy, ids: [...ids], scenes: scenes.slice(), generated: generated.slice(), real: real.slice() };
    },
  };
}

/** @throws EvalError INVALID_SAMPLE */
export function assertFeatures(features: Float32Array | null, dimensions: number, where: string): void {
  if (features === null) return;
  if (features.length !== dimensions)
    throw new EvalError(
      'INVALID_SAMPLE',
      `Expected ${dimensions} features, got ${features.length} (${where}). Use one layer of one extractor.`,
    );
  if (!features.every(Number.isFinite))
    throw new EvalError('INVALID_SAMPLE', `Expected finite features, got another (${where}).`);
}

function decodeAll(texts: readonly (string | null)[], dimensions: number): (Float32Array | null)[] {
  return texts.map((text) => {
    if (text === null) return null;
    const features = new Float32Array(dimensions);
    decodeFeatures(text, features);
    return features;
  });
}

function repeatRows(
  features: readonly (Float32Array | null)[],
  weights: ArrayLike<number>,
  dimensions: number,
): FeatureRows {
  const rows = features.flatMap((row, picture) => (row ? Array<Float32Array>(weights[picture]!).fill(row) : []));
  const data = new Float32Array(rows.length * dimensions);
  rows.forEach((row, index) => data.set(row, index * dimensions));
  return { count: rows.length, dimensions, data };
}

function countGiven(features: readonly (string | null)[]): number {
  return features.filter((text) => text !== null).length;
}
