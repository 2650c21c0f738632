import type { Interval } from '../bootstrap.js';
import type { Summary } from '../summarize-scenes.js';
import type { MetricReport } from './report-results.js';

/**
 * Intervals of KID from its standard errors, since a bootstrap would move it: the value, and as many errors to either side as hold `level` of a
 * normal distribution. The error of the mean of S scenes is the root of the sum of their squares, divided by S.
 */
export function addErrorIntervals(report: MetricReport, level: number): MetricReport {
  const reach = computeNormalQuantile((1 + level) / 2);
  const bound = (summary: Summary): Summary => ({ ...summary, intervals: { KID: toInterval(summary, reach) } });
  const scenes = Object.values(report.scenes);
  const errors = scenes.filter(({ values }) => typeof values.KID === 'number').map(({ values }) => values.KIDse ?? NaN);
  const error = Math.hypot(...errors) / errors.length;
  const KIDse = Number.isNaN(error) ? null : error;
  return {
    ...report,
    overall: bound(report.overall),
    mean: report.mean && bound({ ...report.mean, values: { ...report.mean.values, KIDse } }),
    scenes: Object.fromEntries(Object.entries(report.scenes).map(([name, summary]) => [name, bound(summary)])),
  };
}

function toInterval({ values: { KID: value = null, KIDse: error = null } }: Summary, reach: number): Interval | null {
  if (value === null || error === null) return null;
  return { low: value - reach * error, high: value + reach * error };
}

/**
 * The number below which `share` of a standard normal distribution lies; 0.5..1. Absolute error: 4.5e-4.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23.
 */
function computeNormalQuantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - share));
  const over = 2.515517 + t * (0.802853 + t * 0.010328);
  const under = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - over / under;
}
