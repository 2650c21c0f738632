import { mean } from '../object-keypoint-similarity.js';
import { createOnes } from '../picture-statistics.js';
import { PeopleMatcher } from './match-people.js';
import { CurveReader } from './precision-recall.js';
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
  const matcher = new PeopleMatcher(thresholds);
  matcher.load(table);
  matcher.match(people, outcomes);

  const first = new Int32Array(counted.length);
  const reader = new CurveReader(recalls, counted.length);
  const ranked = { outcomes, pictures: first, plainBefore: first, plainPictures: first };
  reader.load(ranked, createOnes(1));
  return mean(thresholds.map((_threshold, index) => reader.read(index, truthCount).averagePrecision));
}
