import { IGNORED, MATCHED } from './match-people.js';

/** The found people of many pictures, best score first. */
export interface RankedOutcomes {
  /** See matchPeople. */
  readonly outcomes: Int32Array;
  /** Index of the picture that each was found in. */
  readonly pictures: Int32Array;
}

/** Under one area range and threshold. */
export interface PrecisionRecall {
  /** Mean of the interpolated precision over all recalls, 0..1. */
  readonly averagePrecision: number;
  /** Share of the true people that were found, 0..1. */
  readonly recall: number;
}

/** Reads the curve of one threshold after another; its memory serves them all. */
export interface CurveReader {
  /**
   * @param threshold its index
   * @param weights how often each picture counts
   * @param truthCount true people that count, weighed alike; 1 or more
   * @param precisions where to write the interpolated precision at every recall, if it is wanted
   */
  read(
    ranked: RankedOutcomes,
    threshold: number,
    weights: ArrayLike<number>,
    truthCount: number,
    precisions?: Float64Array,
  ): PrecisionRecall;
}

/**
 * Precision at each recall is the best that is reached at that recall or a higher one; 0 at recalls that are never reached. Only where a true
 * person is found can either rise, so only those places are kept.
 *
 * Source: pycocotools, COCOeval.accumulate, without the 2.2e-16 that it adds to every denominator.
 */
export function createCurveReader(recalls: readonly number[], foundCount: number): CurveReader {
  const found = new Float64Array(foundCount);
  const precision = new Float64Array(foundCount);
  return {
    read({ outcomes, pictures }, threshold, weights, truthCount, precisions) {
      const [matched, ignored] = [MATCHED << threshold, IGNORED << threshold];
      let [hits, right, counted] = [0, 0, 0];
      for (let index = 0; index < outcomes.length; index += 1) {
        const outcome = outcomes[index]!;
        if ((outcome & ignored) !== 0) continue;
        const weight = weights[pictures[index]!]!;
        counted += weight;
        if ((outcome & matched) === 0 || weight === 0) continue;
        right += weight;
        found[hits] = right;
        precision[hits] = right / counted;
        hits += 1;
      }
      for (let hit = hits - 2; hit >= 0; hit -= 1) precision[hit] = Math.max(precision[hit]!, precision[hit + 1]!);

      let [sum, hit] = [0, 0];
      for (let index = 0; index < recalls.length; index += 1) {
        while (hit < hits && found[hit]! / truthCount < recalls[index]!) hit += 1;
        const value = hit < hits ? precision[hit]! : 0;
        sum += value;
        if (precisions) precisions[index] = value;
      }
      return { averagePrecision: sum / recalls.length, recall: right / truthCount };
    },
  };
}
