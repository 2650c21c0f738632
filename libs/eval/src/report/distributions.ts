import { type Distribution, type PictureMeasure } from './report-results.js';

/** 0, 0.05, ..., 1 */
export const UNIT_EDGES: readonly number[] = Object.freeze(Array.from({ length: 21 }, (_, edge) => edge / 20));

/** Whole numbers around the values, so that two reports' bins fall on the same edges; 0 and 1 for no values. */
export function wholeEdges(values: readonly number[]): number[] {
  const least = values.reduce((low, value) => Math.min(low, Math.floor(value)), Infinity);
  const most = values.reduce((high, value) => Math.max(high, Math.floor(value) + 1), -Infinity);
  if (values.length === 0) return [0, 1];
  return Array.from({ length: most - least + 1 }, (_, edge) => least + edge);
}

/** How many values lie in each bin; null counts nowhere, and values beyond the edges are in the outermost bins. */
export function countInBins(
  measure: PictureMeasure,
  values: readonly (number | null)[],
  edges: readonly number[],
): Distribution {
  const counts = Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    if (value === null) continue;
    const above = edges.findIndex((edge) => edge > value);
    const bin = (above === -1 ? edges.length : above) - 1;
    counts[Math.min(Math.max(bin, 0), counts.length - 1)]! += 1;
  }
  return { measure, edges, counts };
}
