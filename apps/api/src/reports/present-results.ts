import type { ComparedValue, Interval, MetricReport, ReportResults, Summary } from '@contrapposto/eval';
import type { EvaluationReport } from '@contrapposto/platform';

export interface PresentedValue extends Partial<Interval> {
  readonly name: string;
  readonly value: number | null;
}

interface PresentedSummary {
  readonly scene: string | null;
  readonly pictureCount: number;
  readonly values: readonly PresentedValue[];
}

/** A metric with lists for its records, which GraphQL does not have. */
export interface PresentedMetric extends Omit<MetricReport, 'overall' | 'mean' | 'scenes'> {
  readonly overall: PresentedSummary;
  readonly mean: PresentedSummary | null;
  readonly scenes: readonly PresentedSummary[];
}

/** What libs/eval wrote into a report; null until it is measured. */
export function readResults({ results }: Pick<EvaluationReport, 'results'>): ReportResults | null {
  return results as ReportResults | null;
}

export function presentMetric({ overall, mean, scenes, ...metric }: MetricReport): PresentedMetric {
  return {
    ...metric,
    overall: presentSummary(overall, null),
    mean: mean && presentSummary(mean, null),
    scenes: Object.entries(scenes).map(([scene, summary]) => presentSummary(summary, scene)),
  };
}

function presentSummary({ pictureCount, values, intervals }: Summary, scene: string | null): PresentedSummary {
  const present = ([name, value]: [string, number | null]) => presentValue(name, value, intervals?.[name]);
  return { scene, pictureCount, values: Object.entries(values).map(present) };
}

export function presentCompared(name: string, { value, interval }: ComparedValue): PresentedValue {
  return presentValue(name, value, interval);
}

function presentValue(name: string, value: number | null, interval: Interval | null | undefined): PresentedValue {
  return { name, value, ...interval };
}
