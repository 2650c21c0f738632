import { type PersonPose } from '@contrapposto/pose';
import { EvalError } from './errors.js';
import { IMPLEMENTATION, type MeasurementContext, type MetricManifest } from './manifest.js';
import { type Accumulator, type MetricValues, type PictureMetric } from './metric.js';
import { isPerson } from './people.js';
import {
  assertGatheredBy,
  assertMergeable,
  createOnes,
  duplicateOf,
  gather,
  type SignedStatistics,
} from './picture-statistics.js';
import { type PoseSample } from './pose-sample.js';

export interface PeopleCountSettings {
  /** Found people of a lower score do not count; null counts all. The number goes with the result: PCE follows it closely. */
  readonly scoreThreshold: number | null;
}

/** As HumanSD's script counts: everybody that the detector names. */
export const PUBLISHED_PEOPLE_COUNT: PeopleCountSettings = Object.freeze({ scoreThreshold: null });

export interface PeopleCountStatistics extends SignedStatistics {
  /** Per picture. */
  readonly truthCounts: readonly number[];
  readonly foundCounts: readonly number[];
}

export interface PeopleCountMetric extends PictureMetric<PoseSample, PeopleCountStatistics> {
  createManifest(statistics: PeopleCountStatistics, context: MeasurementContext): MetricManifest;
}

/** Of the definition in this file; see MetricManifest.version. */
const VERSION = '1';
const METRIC = 'PCE';

/**
 * People-count error: the mean over all pictures of how many people too many or too few were found, 0 and up; those without people count.
 * Null for no pictures. A true person counts with one labelled joint at least, a crowd does not.
 *
 *     PCE = mean |truthCount_i - foundCount_i|
 *
 * Source: HumanSD, section 5.1. Merging is associative and commutative.
 *
 * @throws EvalError INVALID_SETTINGS
 */
export function createPeopleCountError({ scoreThreshold }: PeopleCountSettings): PeopleCountMetric {
  if (Number.isNaN(scoreThreshold ?? 0))
    throw new EvalError('INVALID_SETTINGS', `Expected a number or null as scoreThreshold, got NaN.`);
  const gatheredBy = JSON.stringify({ metric: METRIC, version: VERSION, scoreThreshold });
  const prepare = (statistics: PeopleCountStatistics) => {
    assertGatheredBy(statistics, gatheredBy);
    const errors = statistics.truthCounts.map((count, picture) => Math.abs(count - statistics.foundCounts[picture]!));
    return (weights: ArrayLike<number>): MetricValues => ({ [METRIC]: computeWeightedMean(errors, weights) });
  };
  return {
    createAccumulator: () => createAccumulator(gatheredBy, scoreThreshold),
    merge(parts) {
      assertMergeable(parts, gatheredBy);
      return {
        gatheredBy,
        ids: parts.flatMap(({ ids }) => ids),
        scenes: parts.flatMap(({ scenes }) => scenes),
        truthCounts: parts.flatMap(({ truthCounts }) => truthCounts),
        foundCounts: parts.flatMap(({ foundCounts }) => foundCounts),
      };
    },
    select: (statistics, pictures) => ({
      gatheredBy: statistics.gatheredBy,
      ids: gather(statistics.ids, pictures),
      scenes: gather(statistics.scenes, pictures),
      truthCounts: gather(statistics.truthCounts, pictures),
      foundCounts: gather(statistics.foundCounts, pictures),
    }),
    prepare,
    compute: (statistics) => prepare(statistics)(createOnes(statistics.ids.length)),
    createManifest: ({ ids }, context) => ({
      metric: METRIC,
      implementation: IMPLEMENTATION,
      version: VERSION,
      preset: scoreThreshold === null ? 'humansd-compat' : null,
      oksSigmas: null,
      thresholds: { score: scoreThreshold },
      settings: {},
      pictureCount: ids.length,
      ...context,
    }),
  };
}

/** People-count error (PCE) of one picture: how many too many or too few were found. */
export function computePeopleCountError(people: readonly PersonPose[], found: readonly PersonPose[]): number {
  return Math.abs(people.length - found.length);
}

function createAccumulator(
  gatheredBy: string,
  scoreThreshold: number | null,
): Accumulator<PoseSample, PeopleCountStatistics> {
  const ids = new Set<string>();
  const scenes: (string | null)[] = [];
  const truthCounts: number[] = [];
  const foundCounts: number[] = [];
  const isSure = ({ score }: PersonPose) => scoreThreshold === null || (score ?? 0) >= scoreThreshold;
  return {
    update({ id, scene, people, found }) {
      if (ids.has(id)) throw duplicateOf(id);
      ids.add(id);
      scenes.push(scene ?? null);
      truthCounts.push(people.filter(isPerson).length);
      foundCounts.push(found.filter(isSure).length);
    },
    get statistics() {
      return {
        gatheredBy,
        ids: [...ids],
        scenes: scenes.slice(),
        truthCounts: truthCounts.slice(),
        foundCounts: foundCounts.slice(),
      };
    },
  };
}

/** Null where the weights are 0. */
function computeWeightedMean(values: readonly number[], weights: ArrayLike<number>): number | null {
  let [sum, weight] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    sum += weights[index]! * values[index]!;
    weight += weights[index]!;
  }
  return weight === 0 ? null : sum / weight;
}
