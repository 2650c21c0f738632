import {
  compareReports,
  type ComparisonRow,
  type LeaderboardGroup,
  type MetricDifference,
  type MetricName,
  rankReports,
  type ReportComparison,
  type ReportResults,
} from '@contrapposto/eval';
import type { EvaluationReport } from '@contrapposto/platform';
import type { UserError } from '../schema/user-error.js';
import { presentCompared, type PresentedValue, readResults } from './present-results.js';

/** A report that was measured. */
export interface MeasuredReport {
  readonly report: EvaluationReport;
  readonly results: ReportResults;
}

interface PresentedRow extends Omit<ComparisonRow, 'a' | 'b'> {
  readonly a: PresentedValue;
  readonly b: PresentedValue;
}

interface PresentedReason extends Pick<MetricDifference, 'metric' | 'reason'> {
  /** Of the manifests. */
  readonly fields: readonly string[];
}

/** A comparison, or why there is none. */
export interface ComparisonAnswer {
  readonly comparison: {
    readonly a: EvaluationReport;
    readonly b: EvaluationReport;
    readonly rows: readonly PresentedRow[];
    readonly missing: readonly PresentedReason[];
  } | null;
  readonly reasons: readonly PresentedReason[];
  readonly userErrors: readonly UserError[];
}

export interface RankedGroup extends Omit<LeaderboardGroup<MeasuredReport>, 'ranked'> {
  readonly entries: readonly {
    readonly rank: number | null;
    readonly report: EvaluationReport;
    readonly value: PresentedValue;
  }[];
}

/** Null where it is not measured yet, or never will be. */
export function toMeasured(report: EvaluationReport): MeasuredReport | null {
  const results = readResults(report);
  return results && { report, results };
}

/** Two reports side by side, metric by metric; INCOMPARABLE with the reasons where not one metric may stand so. */
export function compareMeasured(a: MeasuredReport, b: MeasuredReport): ComparisonAnswer {
  const comparison = compareReports(a.results, b.results);
  if (!comparison.comparable) return refuse(comparison.reasons);
  const rows = presentRows(comparison, a.results);
  const missing = comparison.reasons.map(presentReason);
  return {
    comparison: { a: a.report, b: b.report, rows, missing },
    reasons: [],
    userErrors: [],
  };
}

/** Tables of the reports that hold a metric: only those that may be compared stand in one. */
export function rankMeasured(
  reports: readonly MeasuredReport[],
  metric: MetricName,
  scene: string | null,
): RankedGroup[] {
  return rankReports(reports, metric, scene).map((group) => presentGroup(group, metric));
}

function presentGroup({ ranked, ...group }: LeaderboardGroup<MeasuredReport>, metric: MetricName): RankedGroup {
  const entries = ranked.map(({ rank, entry: { report, results }, ...compared }) => ({
    rank,
    report,
    value: presentCompared(primaryOf(results, metric), compared),
  }));
  return { ...group, entries };
}

function presentRows({ rows }: ReportComparison, results: ReportResults): PresentedRow[] {
  return rows.map((row) => {
    const name = primaryOf(results, row.metric);
    return { ...row, a: presentCompared(name, row.a), b: presentCompared(name, row.b) };
  });
}

function primaryOf({ metrics }: ReportResults, name: MetricName): string {
  return metrics.find(({ metric }) => metric === name)?.primary ?? name;
}

function refuse(reasons: readonly MetricDifference[]): ComparisonAnswer {
  const message = ['The reports cannot be set side by side.', ...reasons.map(({ reason }) => reason)].join(' ');
  return {
    comparison: null,
    reasons: reasons.map(presentReason),
    userErrors: [{ code: 'INCOMPARABLE', field: null, message }],
  };
}

function presentReason({ metric, differences, reason }: MetricDifference): PresentedReason {
  return { metric, fields: differences.map(({ field }) => field), reason };
}
