import {
  compareReports,
  type LeaderboardGroup,
  type MetricDifference,
  type MetricName,
  rankReports,
  type ReportComparison,
  type ReportResults,
} from '@contrapposto/eval';
import type { EvaluationReport } from '@contrapposto/platform';
import type {
  CompareReportsPayloadType,
  IncomparableMetricType,
  LeaderboardGroupType,
  ReportComparisonRowType,
} from '../schema/report-comparison.js';
import { presentCompared, readResults } from './present-results.js';

/** A report that was measured. */
export interface MeasuredReport {
  readonly report: EvaluationReport;
  readonly results: ReportResults;
}

/** Null where it is not measured yet, or never will be. */
export function toMeasured(report: EvaluationReport): MeasuredReport | null {
  const results = readResults(report);
  return results && { report, results };
}

/** Two reports side by side, or INCOMPARABLE with the reasons. */
export function compareMeasured(a: MeasuredReport, b: MeasuredReport): CompareReportsPayloadType {
  const comparison = compareReports(a.results, b.results);
  const [missing, unlike] = partition(comparison.reasons, ({ differences }) => differences.length === 0);
  if (!comparison.comparable) return refuse(unlike.length > 0 ? unlike : missing);
  const rows = presentRows(comparison, a.results);
  return {
    comparison: { a: a.report, b: b.report, rows, missing: missing.map(presentReason) },
    reasons: [],
    userErrors: [],
  };
}

/** Tables of the reports that hold a metric: only those that may be compared stand in one. */
export function rankMeasured(
  reports: readonly MeasuredReport[],
  metric: MetricName,
  scene: string | null,
): LeaderboardGroupType[] {
  return rankReports(reports, metric, scene).map((group) => presentGroup(group, metric));
}

function presentGroup(
  { ranked, ...group }: LeaderboardGroup<MeasuredReport>,
  metric: MetricName,
): LeaderboardGroupType {
  const entries = ranked.map(({ rank, entry: { report, results }, ...compared }) => ({
    rank,
    report,
    value: presentCompared(primaryOf(results, metric), compared),
  }));
  return { ...group, entries };
}

function presentRows({ rows }: ReportComparison, results: ReportResults): ReportComparisonRowType[] {
  return rows.map((row) => {
    const name = primaryOf(results, row.metric);
    return { ...row, a: presentCompared(name, row.a), b: presentCompared(name, row.b) };
  });
}

function primaryOf({ metrics }: ReportResults, name: MetricName): string {
  return metrics.find(({ metric }) => metric === name)?.primary ?? name;
}

function refuse(reasons: readonly MetricDifference[]): CompareReportsPayloadType {
  const message = ['The reports cannot be set side by side.', ...reasons.map(({ reason }) => reason)].join(' ');
  return {
    comparison: null,
    reasons: reasons.map(presentReason),
    userErrors: [{ code: 'INCOMPARABLE', field: null, message }],
  };
}

function presentReason({ metric, differences, reason }: MetricDifference): IncomparableMetricType {
  return { metric, fields: differences.map(({ field }) => field), reason };
}

function partition<T>(items: readonly T[], fits: (item: T) => boolean): [T[], T[]] {
  return [items.filter(fits), items.filter((item) => !fits(item))];
}
