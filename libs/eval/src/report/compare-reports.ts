import { type Interval } from '../bootstrap.js';
import { compareManifests, type ManifestDifference } from '../manifest.js';
import { type Summary } from '../summarize-scenes.js';
import { type MetricName, type MetricReport, type ReportResults } from './report-results.js';

export interface ReportComparison {
  /** Whether any metric may be set side by side. */
  readonly comparable: boolean;
  /** Why not, metric by metric, be their manifests unlike or one report without it; it keeps nobody from comparing the others. */
  readonly reasons: readonly MetricDifference[];
  /** Of the metrics that may be set side by side: all pictures, the mean of the scenes, then scene by scene. */
  readonly rows: readonly ComparisonRow[];
}

export interface MetricDifference {
  readonly metric: MetricName;
  /** Of the manifests; empty where one report does not have the metric. */
  readonly differences: readonly ManifestDifference[];
  /** A sentence for people: all of it. */
  readonly reason: string;
}

/** All pictures at once, the mean of the scenes, or one scene. */
export type ComparisonScope = 'OVERALL' | 'MEAN' | 'SCENE';

export interface ComparisonRow {
  readonly metric: MetricName;
  readonly scope: ComparisonScope;
  /** Null but for scope SCENE. */
  readonly scene: string | null;
  readonly a: ComparedValue;
  readonly b: ComparedValue;
  /** b - a, in the metric's unit; null where either has no value. */
  readonly difference: number | null;
  /** Whether the two intervals have a number in common; null where either has none. */
  readonly overlap: boolean | null;
  /**
   * Whose value is the better one; null where the intervals overlap, the values are equal or one is missing. Without intervals (`overlap` null) it
   * is the bare value that decides, and nobody knows how much of it is chance.
   */
  readonly better: 'A' | 'B' | null;
}

export interface ComparedValue {
  readonly value: number | null;
  readonly interval: Interval | null;
}

/**
 * Two reports side by side, by the value that stands for each metric. Metrics of unlike manifests get no row but a reason; so do those that only
 * one report holds.
 */
export function compareReports(a: ReportResults, b: ReportResults): ReportComparison {
  const pairs = pairMetrics(a, b);
  const differences = pairs.flatMap(({ metric, left, right }) =>
    left && right ? describeDifferences(metric, compareManifests(left.manifest, right.manifest)) : [],
  );
  const refused = new Set(differences.map(({ metric }) => metric));
  const shared = pairs.filter(({ left, right }) => left && right);
  const missing = pairs.filter(({ left, right }) => !left || !right);
  const rows = shared
    .filter(({ metric }) => !refused.has(metric))
    .flatMap(({ left, right }) => compareMetric(left!, right!));
  return {
    comparable: rows.length > 0,
    reasons: [...differences, ...missing.map(({ metric, left }) => describeMissing(metric, left ? 'second' : 'first'))],
    rows,
  };
}

interface MetricPair {
  readonly metric: MetricName;
  readonly left: MetricReport | undefined;
  readonly right: MetricReport | undefined;
}

function pairMetrics(a: ReportResults, b: ReportResults): MetricPair[] {
  const names = new Set([...a.metrics, ...b.metrics].map(({ metric }) => metric));
  const find = ({ metrics }: ReportResults, name: MetricName) => metrics.find(({ metric }) => metric === name);
  return [...names].map((metric) => ({ metric, left: find(a, metric), right: find(b, metric) }));
}

function describeDifferences(metric: MetricName, differences: readonly ManifestDifference[]): MetricDifference[] {
  if (differences.length === 0) return [];
  return [{ metric, differences, reason: `${metric}: ${differences.map(({ reason }) => reason).join(' ')}` }];
}

function describeMissing(metric: MetricName, which: 'first' | 'second'): MetricDifference {
  return { metric, differences: [], reason: `${metric}: the ${which} report does not hold it.` };
}

function compareMetric(a: MetricReport, b: MetricReport): ComparisonRow[] {
  const compare = (scope: ComparisonScope, scene: string | null, left: Summary, right: Summary): ComparisonRow => ({
    metric: a.metric,
    scope,
    scene,
    ...compareValues(readPrimary(a, left), readPrimary(b, right), a.better),
  });
  const scenes = Object.keys(a.scenes).filter((scene) => Object.hasOwn(b.scenes, scene));
  return [
    compare('OVERALL', null, a.overall, b.overall),
    ...(a.mean && b.mean ? [compare('MEAN', null, a.mean, b.mean)] : []),
    ...scenes.map((scene) => compare('SCENE', scene, a.scenes[scene]!, b.scenes[scene]!)),
  ];
}

/** The value that stands for a metric, of some of its pictures. */
export function readPrimary({ primary }: MetricReport, { values, intervals }: Summary): ComparedValue {
  return { value: values[primary] ?? null, interval: intervals?.[primary] ?? null };
}

function compareValues(a: ComparedValue, b: ComparedValue, better: MetricReport['better']) {
  const difference = a.value === null || b.value === null ? null : b.value - a.value;
  const overlap = a.interval && b.interval ? overlaps(a.interval, b.interval) : null;
  return { a, b, difference, overlap, better: overlap === true ? null : pickBetter(difference, better) };
}

function overlaps(a: Interval, b: Interval): boolean {
  return a.low <= b.high && b.low <= a.high;
}

function pickBetter(difference: number | null, better: MetricReport['better']): 'A' | 'B' | null {
  if (difference === null || difference === 0) return null;
  return difference > 0 === (better === 'HIGHER') ? 'B' : 'A';
}
