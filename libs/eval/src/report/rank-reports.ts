import { compareManifests } from '../manifest.js';
import { readPrimary, type ComparedValue } from './compare-reports.js';
import { type MetricName, type MetricReport, type ReportResults } from './report-results.js';

export interface RankedReport<Entry> extends ComparedValue {
  /** From 1; equal values share a rank, and those without a value have none. */
  readonly rank: number | null;
  readonly entry: Entry;
}

/** Reports that may stand in one table, best first. */
export interface LeaderboardGroup<Entry> {
  /** One of them, which stands for all: they differ in seeds alone. */
  readonly manifest: MetricReport['manifest'];
  readonly unit: string | null;
  readonly better: MetricReport['better'];
  readonly ranked: readonly RankedReport<Entry>[];
}

export interface RankableReport {
  readonly results: ReportResults;
}

/**
 * Tables of the reports that hold a metric, the largest first: only those that may be compared stand in one. Reports without the metric, or without
 * the scene, are in none.
 *
 * @param scene null for all pictures at once
 */
export function rankReports<Entry extends RankableReport>(
  entries: readonly Entry[],
  metric: MetricName,
  scene: string | null = null,
): LeaderboardGroup<Entry>[] {
  const groups: Measured<Entry>[][] = [];
  for (const measured of entries.flatMap((entry) => measure(entry, metric, scene))) {
    const group = groups.find(
      ([first]) => compareManifests(first!.report.manifest, measured.report.manifest).length === 0,
    );
    if (group) group.push(measured);
    else groups.push([measured]);
  }
  return groups.sort((a, b) => b.length - a.length).map(rankGroup);
}

interface Measured<Entry> extends ComparedValue {
  readonly entry: Entry;
  readonly report: MetricReport;
}

function measure<Entry extends RankableReport>(
  entry: Entry,
  metric: MetricName,
  scene: string | null,
): Measured<Entry>[] {
  const report = entry.results.metrics.find((candidate) => candidate.metric === metric);
  const summary = scene === null ? report?.overall : findScene(report, scene);
  return report && summary ? [{ entry, report, ...readPrimary(report, summary) }] : [];
}

function findScene(report: MetricReport | undefined, scene: string) {
  return report && Object.hasOwn(report.scenes, scene) ? report.scenes[scene] : undefined;
}

function rankGroup<Entry>(group: readonly Measured<Entry>[]): LeaderboardGroup<Entry> {
  const { manifest, unit, better } = group[0]!.report;
  const worth = ({ value }: ComparedValue) => (value === null ? -Infinity : better === 'HIGHER' ? value : -value);
  const sorted = [...group].sort((a, b) => worth(b) - worth(a) || 0);
  const ranked = sorted.map(({ entry, value, interval }) => ({
    rank: value === null ? null : sorted.findIndex((other) => other.value === value) + 1,
    entry,
    value,
    interval,
  }));
  return { manifest, unit, better, ranked };
}
