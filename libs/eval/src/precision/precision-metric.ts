import { getSkeleton, type SkeletonName } from '@contrapposto/pose';
import { EvalError } from '../errors.js';
import { IMPLEMENTATION, type MeasurementContext, type MetricManifest } from '../manifest.js';
import { type Accumulator, type MetricValues, type PictureMetric } from '../metric.js';
import { mean } from '../object-keypoint-similarity.js';
import { orderPictures } from '../picture-order.js';
import { assertGatheredBy, createOnes, duplicateOf } from '../picture-statistics.js';
import { MOST_THRESHOLDS } from './match-people.js';
import { PictureMatcher, type CompareShapes, type PrecisionSample } from './picture-matcher.js';
import { PrecisionColumns } from './precision-columns.js';
import { CurveReader, type PrecisionRecall } from './precision-recall.js';
import { assertConsistent, mergePrecision, selectPrecision, type PrecisionStatistics } from './precision-statistics.js';
import { AREA_NAMES, getPrecisionPreset, type AreaName, type PrecisionRules } from './presets.js';
import { rankPool, type RankedPool } from './ranked-pool.js';

export interface PrecisionSettings {
  /** The name of a preset (see presets.ts), or rules of one's own. */
  readonly rules: string | PrecisionRules;
  /** Whose sigmas are taken; or sigmas of one's own, one per joint. */
  readonly skeleton: SkeletonName | { readonly oksSigmas: readonly number[] };
}

export interface PrecisionMetric extends PictureMetric<PrecisionSample, PrecisionStatistics> {
  createManifest(statistics: PrecisionStatistics, context: MeasurementContext): MetricManifest;
}

/** How a metric that counts by these rules compares people: null for OKS. */
export type PickComparison = (rules: PrecisionRules, oksSigmas: readonly number[]) => CompareShapes | null;

/** Of the definitions in this folder; see MetricManifest.version. */
const VERSION = '1';

/** Average precision by one similarity of people or another: AP by OKS, CAP by a cosine. */
export function createPrecisionMetric(
  name: string,
  { rules: wanted, skeleton }: PrecisionSettings,
  pickComparison: PickComparison,
): PrecisionMetric {
  const rules = typeof wanted === 'string' ? getPrecisionPreset(wanted) : wanted;
  const { oksSigmas } = typeof skeleton === 'string' ? getSkeleton(skeleton) : skeleton;
  assertRules(rules, oksSigmas);
  const gatheredBy = JSON.stringify({ metric: name, version: VERSION, rules, oksSigmas });
  const prepare = (statistics: PrecisionStatistics) => {
    assertGatheredBy(statistics, gatheredBy);
    assertConsistent(statistics, AREA_NAMES.length);
    return prepareValues(name, rules, statistics);
  };
  return {
    createAccumulator: () =>
      createAccumulator(
        gatheredBy,
        new PictureMatcher({ rules, oksSigmas, compareShapes: pickComparison(rules, oksSigmas) }),
      ),
    merge: (parts) => mergePrecision(parts, gatheredBy),
    select: (statistics, pictures) => selectPrecision(statistics, pictures, AREA_NAMES.length),
    prepare,
    compute: (statistics) => prepare(statistics)(createOnes(statistics.ids.length)),
    createManifest: ({ ids }, context) => ({
      metric: name,
      implementation: IMPLEMENTATION,
      version: VERSION,
      preset: typeof wanted === 'string' ? wanted : null,
      oksSigmas,
      ...describeRules(rules),
      pictureCount: ids.length,
      ...context,
    }),
  };
}

function createAccumulator(
  gatheredBy: string,
  matcher: PictureMatcher,
): Accumulator<PrecisionSample, PrecisionStatistics> {
  const columns = new PrecisionColumns();
  return {
    update(sample) {
      if (columns.has(sample.id)) throw duplicateOf(sample.id);
      matcher.match(sample, columns);
    },
    get statistics() {
      return columns.createStatistics(gatheredBy);
    },
  };
}

/** Ranks once; then computes all values for any weights of the pictures. */
function prepareValues(name: string, rules: PrecisionRules, statistics: PrecisionStatistics) {
  const order = orderPictures(statistics.ids);
  const size = rules.batchSize ?? order.length;
  const pools = Array.from({ length: size === 0 ? 0 : Math.ceil(order.length / size) }, (_, batch) =>
    rankPool(statistics, order.subarray(batch * size, (batch + 1) * size), AREA_NAMES.length, rules.thresholds.length),
  );
  const readers = pools.map(({ foundCount }) => new CurveReader(rules.recalls, foundCount));
  return (weights: ArrayLike<number>): MetricValues => {
    const curves = pools.map((pool, index) =>
      AREA_NAMES.map((_area, range) => {
        const truthCount = countTruth(statistics, pool, range, weights);
        if (truthCount === 0) return [];
        const reader = readers[index]!;
        reader.load(pool.ranges[range]!, weights);
        return rules.thresholds.map((_threshold, threshold) => reader.read(threshold, truthCount));
      }),
    );
    return summarize(name, rules.thresholds, curves);
  };
}

function countTruth({ truthCounts }: PrecisionStatistics, pool: RankedPool, range: number, weights: ArrayLike<number>) {
  let sum = 0;
  for (const picture of pool.pictures) sum += weights[picture]! * truthCounts[picture * AREA_NAMES.length + range]!;
  return sum;
}

/** COCO's ten values. A batch without a true person that counts has none, and does not weigh in the mean. */
function summarize(
  name: string,
  thresholds: readonly number[],
  curves: readonly (readonly (readonly PrecisionRecall[])[])[],
): MetricValues {
  const average = (read: (curve: PrecisionRecall) => number, range: AreaName, threshold?: number) => {
    const picked = curves
      .map((ranges) => ranges[AREA_NAMES.indexOf(range)]!)
      .map((ranged) => ranged.filter((_curve, index) => threshold === undefined || thresholds[index] === threshold))
      .filter(({ length }) => length > 0);
    return picked.length === 0 ? null : mean(picked.map((ranged) => mean(ranged.map(read))));
  };
  const list = (prefix: string, read: (curve: PrecisionRecall) => number) => ({
    [prefix]: average(read, 'all'),
    [`${prefix}50`]: average(read, 'all', 0.5),
    [`${prefix}75`]: average(read, 'all', 0.75),
    [`${prefix}m`]: average(read, 'medium'),
    [`${prefix}l`]: average(read, 'large'),
  });
  return {
    ...list(name, ({ averagePrecision }) => averagePrecision),
    ...list(name.replace(/P$/, 'R'), ({ recall }) => recall),
  };
}

function describeRules({ thresholds, recalls, mostFound, areaRanges, ...rules }: PrecisionRules) {
  return {
    thresholds: { similarity: thresholds, recalls, mostFound, areaRanges: AREA_NAMES.map((area) => areaRanges[area]) },
    settings: rules,
  };
}

function assertRules(
  { thresholds, recalls, mostFound, batchSize }: PrecisionRules,
  oksSigmas: readonly number[],
): void {
  const isCount = (value: number) => Number.isInteger(value) && value > 0;
  const faults = [
    thresholds.length >= 1 && thresholds.length <= MOST_THRESHOLDS
      ? null
      : `1 to ${MOST_THRESHOLDS} thresholds, got ${thresholds.length}`,
    ascend(thresholds) ? null : 'thresholds that ascend',
    recalls.length > 0 ? null : 'recalls, got none',
    ascend(recalls) ? null : 'recalls that ascend',
    isCount(mostFound) ? null : `a whole number of people as mostFound, got ${mostFound}`,
    batchSize === null || isCount(batchSize) ? null : `a whole number of pictures as batchSize, got ${batchSize}`,
    oksSigmas.length > 0 && oksSigmas.every((sigma) => sigma > 0 && sigma < Infinity) ? null : 'positive oksSigmas',
  ].filter((fault) => fault !== null);
  if (faults.length > 0) throw new EvalError('INVALID_SETTINGS', `Expected ${faults.join('; ')} (rules).`);
}

function ascend(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > values[index - 1]!);
}
