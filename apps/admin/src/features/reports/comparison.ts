import { type CompareReportsQuery, type MetricName } from '../../generated/graphql.js';

export type ComparisonRow = NonNullable<CompareReportsQuery['compareReports']['comparison']>['rows'][number];

export interface ComparedMetric {
  readonly metric: MetricName;
  readonly overall: ComparisonRow | null;
  readonly mean: ComparisonRow | null;
  readonly scenes: readonly ComparisonRow[];
}

/** The rows metric by metric; scenes in alphabetical order. */
export function groupRows(rows: readonly ComparisonRow[]): ComparedMetric[] {
  const metrics = [...new Set(rows.map(({ metric }) => metric))];
  return metrics.map((metric) => {
    const own = rows.filter((row) => row.metric === metric);
    const find = (scope: ComparisonRow['scope']) => own.find((row) => row.scope === scope) ?? null;
    return {
      metric,
      overall: find('OVERALL'),
      mean: find('MEAN'),
      scenes: own.filter(({ scope }) => scope === 'SCENE').sort((a, b) => (a.scene ?? '').localeCompare(b.scene ?? '')),
    };
  });
}

/** Which of the two is better, and how sure that is. */
export function describeVerdict({ better, overlap, difference }: ComparisonRow): string {
  if (difference === null) return 'no value';
  if (overlap === true) return 'within the intervals';
  if (better === null) return 'the same';
  return `${better === 'A' ? 'first' : 'second'} better${overlap === null ? ', no intervals' : ''}`;
}
