import type { ComparedValue, Interval, MetricReport, ReportResults, Summary } from '@contrapposto/eval';
import type { EvaluationReport } from '@contrapposto/platform';
import type { MetricReportType, MetricSummaryType, MetricValueType } from '../schema/metric-report.js';

/** What libs/eval wrote into a report; null until it is measured. */
export function readResults({ results }: Pick<EvaluationReport, 'results'>): ReportResults | null {
  return results as ReportResults | null;
}

/** A metric's records as lists, which GraphQL has in their place. */
export function presentMetric({ overall, mean, scenes, ...metric }: MetricReport): MetricReportType {
  return {
    ...metric,
    overall: presentSummary(overall, null),
    mean: mean && presentSummary(mean, null),
    scenes: Object.entries(scenes).map(([scene, summary]) => presentSummary(summary, scene)),
  };
}

function presentSummary({ pictureCount, values, intervals }: Summary, scene: string | null): MetricSummaryType {
  const present = ([name, value]: [string, number | null]) => presentValue(name, value, intervals?.[name]);
  return { scene, pictureCount, values: Object.entries(values).map(present) };
}

export function presentCompared(name: string, { value, interval }: ComparedValue): MetricValueType {
  return presentValue(name, value, interval);
}

function presentValue(name: string, value: number | null, interval: Interval | null | undefined): MetricValueType {
  return { name, value, low: interval?.low ?? null, high: interval?.high ?? null };
}
