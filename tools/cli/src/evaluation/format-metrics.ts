import type { EvaluationReport } from '@contrapposto/client';
import { formatTable } from '../result.js';

type Metric = EvaluationReport['metrics'][number];
type Summary = Metric['overall'];
type Value = Summary['values'][number];

/** Four significant digits; a dash for no value. */
export function formatNumber(value: number | null): string {
  if (value === null) return '-';
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}

/** `0.6223 [0.5824, 0.6637]` */
export function formatValue({ value, low, high }: Pick<Value, 'value' | 'low' | 'high'>): string {
  const interval = low === null || high === null ? '' : ` [${formatNumber(low)}, ${formatNumber(high)}]`;
  return `${formatNumber(value)}${interval}`;
}

const NOTHING = { value: null, low: null, high: null };

/** A row for every metric: the value that stands for it, over all pictures and in the mean of the scenes. */
export function formatMetrics(metrics: readonly Metric[]): string {
  const rows = metrics.map((report) => {
    const { metric, unit, better, overall, mean } = report;
    const way = better === 'HIGHER' ? 'higher' : 'lower';
    return [
      unit === null ? metric : `${metric}, ${unit}`,
      formatValue(readPrimary(report, overall)),
      mean ? formatValue(readPrimary(report, mean)) : '-',
      String(overall.pictureCount),
      way,
    ];
  });
  return formatTable([['metric', 'all pictures', 'mean of scenes', 'pictures', 'better'], ...rows]);
}

/** A row for every scene, a column for every metric that knows scenes; empty where none does. */
export function formatScenes(metrics: readonly Metric[]): string {
  const reports = metrics.filter(({ scenes }) => scenes.length > 0);
  const names = [...new Set(reports.flatMap(({ scenes }) => scenes.map(({ scene }) => scene ?? '')))].sort();
  if (names.length === 0) return '';
  const rows = names.map((name) => [
    name,
    ...reports.map((report) => {
      const summary = report.scenes.find(({ scene }) => scene === name);
      return formatNumber(summary ? readPrimary(report, summary).value : null);
    }),
  ]);
  return formatTable([['scene', ...reports.map(({ metric }) => metric)], ...rows]);
}

function readPrimary({ primary }: Metric, { values }: Summary): Pick<Value, 'value' | 'low' | 'high'> {
  return values.find(({ name }) => name === primary) ?? NOTHING;
}
