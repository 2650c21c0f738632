/** Similarities of found people (rows, best score first) to true ones (columns), 0..1. */
export type SimilarityTable = readonly (readonly number[])[];

/** .50, .55, ..., .95 */
const THRESHOLDS = Array.from({ length: 10 }, (_, index) => (50 + 5 * index) / 100);
/** 0, .01, ..., 1 */
const RECALLS = Array.from({ length: 101 }, (_, index) => index / 100);
/** Found people that count, the best first. */
const MOST_FOUND = 20;

/**
 * COCO's keypoint AP over one table: the mean of the interpolated precision at 101 recalls and ten thresholds of similarity. 0..1.
 *
 * Source: pycocotools, COCOeval.evaluateImg and accumulate, one picture, no area range.
 *
 * @param truthCount columns; 1 or more
 */
export function computeAveragePrecision(table: SimilarityTable, truthCount: number): number {
  const counted = table.slice(0, MOST_FOUND);
  const precisions = THRESHOLDS.map((threshold) =>
    interpolatePrecision(findHits(counted, truthCount, threshold), truthCount),
  );
  return precisions.reduce((sum, precision) => sum + precision, 0) / precisions.length;
}

/** Whether each found person, in turn, takes a true one that is still free and at least so similar: the most similar of them. */
function findHits(table: SimilarityTable, truthCount: number, threshold: number): boolean[] {
  const free = new Set(Array.from({ length: truthCount }, (_, truth) => truth));
  return table.map((similarities) => {
    let best: number | null = null;
    for (const truth of free) {
      const similarity = similarities[truth]!;
      // Of equals the later one, as COCO does.
      if (similarity >= (best === null ? Math.min(threshold, 1 - 1e-10) : similarities[best]!)) best = truth;
    }
    if (best !== null) free.delete(best);
    return best !== null;
  });
}

/** The mean over all recalls of the best precision at that recall or a higher one. */
function interpolatePrecision(hits: readonly boolean[], truthCount: number): number {
  let taken = 0;
  const curve = hits.map((hit, index) => {
    if (hit) taken += 1;
    return { recall: taken / truthCount, precision: taken / (index + 1) };
  });
  for (let index = curve.length - 2; index >= 0; index -= 1)
    curve[index]!.precision = Math.max(curve[index]!.precision, curve[index + 1]!.precision);
  const precisionAt = (wanted: number) => curve.find(({ recall }) => recall >= wanted)?.precision ?? 0;
  return RECALLS.reduce((sum, recall) => sum + precisionAt(recall), 0) / RECALLS.length;
}
