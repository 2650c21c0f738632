import { mean } from '../object-keypoint-similarity.js';
import { createOnes } from '../picture-statistics.js';
import { createPeopleMatcher } from './match-people.js';
import { createCurveReader } from './precision-recall.js';
import { getPrecisionPreset } from './presets.js';

/** Similarities of found people (rows, best score first) to true ones (columns), 0..1. */
export type SimilarityRows = readonly (readonly number[])[];

/**
 * COCO's keypoint AP over one table: the mean of the interpolated precision at 101 recalls and ten thresholds of similarity. 0..1.
 *
 * Source: pycocotools, COCOeval.evaluateImg and accumulate, one picture, no area range.
 *
 * @param truthCount columns; 1 or more
 */
export function computeAveragePrecision(rows: SimilarityRows, truthCount: number): number {
  const { thresholds, recalls, mostFound } = getPrecisionPreset('coco');
  const counted = rows.slice(0, mostFound);
  const table = { foundCount: counted.length, truthCount, values: Float64Array.from(counted.flat()) };
  const outcomes = new Int32Array(counted.length);
  const [none, nobody] = [new Uint8Array(truthCount), new Uint8Array(counted.length)];
  const people = { truthIgnored: none, truthCrowd: none, foundOutside: nobody };
  createPeopleMatcher(thresholds)(table, people, outcomes);

  const ranked = { outcomes, pictures: new Int32Array(counted.length) };
  const reader = createCurveReader(recalls, counted.length);
  const precisions = thresholds.map(
    (_threshold, index) => reader.read(ranked, index, createOnes(1), truthCount).averagePrecision,
  );
  return mean(precisions);
}
