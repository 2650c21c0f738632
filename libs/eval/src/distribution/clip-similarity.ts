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
import { assertFeatures } from './feature-metric.js';

/** A picture and its prompt as a network sees them, of any length each. */
export interface TextImageSample {
  readonly id: string;
  readonly scene?: string | null;
  readonly image: Float32Array;
  readonly text: Float32Array;
}

export interface ClipSimilarityStatistics extends SignedStatistics {
  /** Per picture, see computeClipSimilarity. */
  readonly similarities: readonly number[];
}

export interface ClipSimilarityMetric extends PictureMetric<TextImageSample, ClipSimilarityStatistics> {
  createManifest(statistics: ClipSimilarityStatistics, context: MeasurementContext): MetricManifest;
}

const METRIC = 'CLIPSIM';
const VERSION = '1';
const SCALE = 100;
const GATHERED_BY = JSON.stringify({ metric: METRIC, version: VERSION });

/**
 * How near a picture is to its prompt, 0..100: 100 times the cosine of the two embeddings, 0 where they point apart.
 * Source: Hessel et al., CLIPScore, 2021, with w = 100, as torchmetrics has it.
 *
 * @throws EvalError INVALID_SAMPLE for embeddings of unlike lengths, not finite, or of length 0
 */
export function computeClipSimilarity(image: Float32Array, text: Float32Array, where = 'embeddings'): number {
  assertFeatures(image, text.length, where);
  assertFeatures(text, text.length, where);
  let [product, imageSquare, textSquare] = [0, 0, 0];
  for (let index = 0; index < image.length; index++) {
    product += image[index]! * text[index]!;
    imageSquare += image[index]! ** 2;
    textSquare += text[index]! ** 2;
  }
  if (imageSquare === 0 || textSquare === 0)
    throw new EvalError('INVALID_SAMPLE', `Expected embeddings with a direction, got zeros (${where}).`);
  return Math.max(0, (SCALE * product) / Math.sqrt(imageSquare * textSquare));
}

/** CLIPSIM: the mean of computeClipSimilarity over all pictures, 0..100; null of none. Merging is associative and commutative. */
export function createClipSimilarity(): ClipSimilarityMetric {
  const prepare = (statistics: ClipSimilarityStatistics) => {
    assertGatheredBy(statistics, GATHERED_BY);
    return (weights: ArrayLike<number>): MetricValues => {
      const weight = statistics.ids.reduce((sum, _, picture) => sum + weights[picture]!, 0);
      const sum = statistics.similarities.reduce((total, value, picture) => total + weights[picture]! * value, 0);
      return { [METRIC]: weight === 0 ? null : sum / weight };
    };
  };
  return {
    createAccumulator,
    merge(parts) {
      assertMergeable(parts, GATHERED_BY);
      return {
        gatheredBy: GATHERED_BY,
        ids: parts.flatMap(({ ids }) => ids),
        scenes: parts.flatMap(({ scenes }) => scenes),
        similarities: parts.flatMap(({ similarities }) => similarities),
      };
    },
    select: (statistics, pictures) => ({
      gatheredBy: statistics.gatheredBy,
      ids: gather(statistics.ids, pictures),
      scenes: gather(statistics.scenes, pictures),
      similarities: gather(statistics.similarities, pictures),
    }),
    prepare,
    compute: (statistics) => prepare(statistics)(createOnes(statistics.ids.length)),
    createManifest: ({ ids }, context) => ({
      metric: METRIC,
      implementation: IMPLEMENTATION,
      version: VERSION,
      preset: 'clip-score',
      oksSigmas: null,
      thresholds: {},
      settings: { scale: SCALE, clampedAt: 0 },
      pictureCount: ids.length,
      ...context,
    }),
  };
}

function createAccumulator(): Accumulator<TextImageSample, ClipSimilarityStatistics> {
  const ids = new Set<string>();
  const scenes: (string | null)[] = [];
  const similarities: number[] = [];
  return {
    update({ id, scene, image, text }) {
      if (ids.has(id)) throw duplicateOf(id);
      similarities.push(computeClipSimilarity(image, text, `picture ${id}`));
      ids.add(id);
      scenes.push(scene ?? null);
    },
    get statistics() {
      return { gatheredBy: GATHERED_BY, ids: [...ids], scenes: scenes.slice(), similarities: similarities.slice() };
    },
  };
}
