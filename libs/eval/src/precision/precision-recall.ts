import { IGNORED, MATCHED } from './match-people.js';

/**
 * The found people of many pictures, best score first, under one area range. Most match nobody at any threshold, and are only counted: those are
 * kept apart.
 */
export interface RankedOutcomes {
  /** Of the people who match somebody or do not count, at some threshold; see PeopleMatcher. */
  readonly outcomes: Int32Array;
  /** Index of the picture that each of them was found in. */
  readonly pictures: Int32Array;
  /** How many of the others rank before each of them. */
  readonly plainBefore: Int32Array;
  /** Index of the picture that each of the others was found in. */
  readonly plainPictures: Int32Array;
}

/** Under one area range and threshold. */
export interface PrecisionRecall {
  /** Mean of the interpolated precision over all recalls, 0..1. */
  readonly averagePrecision: number;
  /** Share of the true people that were found, 0..1. */
  readonly recall: number;
}

/**
 * Reads the curves of ranked people, one threshold after another, in memory that serves them all.
 *
 * Precision at each recall is the best that is reached at that recall or a higher one; 0 at recalls that are never reached. Only where a true
 * person is found can either rise, so only those places are kept.
 *
 * Source: pycocotools, COCOeval.accumulate, without the 2.2e-16 that it adds to every denominator.
 */
export class CurveReader {
  readonly #recalls: readonly number[];
  #outcomes = new Int32Array(0);
  readonly #weights: Float64Array;
  readonly #plainWeights: Float64Array;
  /** At each place where a true person is found: how many by then, and which share of all that was found. */
  readonly #found: Float64Array;
  readonly #precision: Float64Array;

  /** @param foundCount the most people that will be ranked */
  constructor(recalls: readonly number[], foundCount: number) {
    this.#recalls = recalls;
    this.#weights = new Float64Array(foundCount);
    this.#plainWeights = new Float64Array(foundCount);
    this.#found = new Float64Array(foundCount);
    this.#precision = new Float64Array(foundCount);
  }

  /** Turns to other people. The weights say how often each picture counts. */
  load({ outcomes, pictures, plainBefore, plainPictures }: RankedOutcomes, weights: ArrayLike<number>): void {
    this.#outcomes = outcomes as Int32Array<ArrayBuffer>;
    let [plain, plainWeight] = [0, 0];
    for (let index = 0; index < outcomes.length; index += 1) {
      for (; plain < plainBefore[index]!; plain += 1) plainWeight += weights[plainPictures[plain]!]!;
      this.#plainWeights[index] = plainWeight;
      this.#weights[index] = weights[pictures[index]!]!;
    }
  }

  /**
   * @param threshold its index
   * @param truthCount true people that count, by the same weights; above 0
   */
  read(threshold: number, truthCount: number): PrecisionRecall {
    const [matched, ignored] = [MATCHED << threshold, IGNORED << threshold];
    let [hits, right, counted] = [0, 0, 0];
    for (let index = 0; index < this.#outcomes.length; index += 1) {
      const outcome = this.#outcomes[index]!;
      if ((outcome & ignored) !== 0) continue;
      const weight = this.#weights[index]!;
      counted += weight;
      if ((outcome & matched) === 0 || weight === 0) continue;
      right += weight;
      this.#found[hits] = right;
      this.#precision[hits] = right / (counted + this.#plainWeights[index]!);
      hits += 1;
    }
    for (let hit = hits - 2; hit >= 0; hit -= 1)
      this.#precision[hit] = Math.max(this.#precision[hit]!, this.#precision[hit + 1]!);
    return { averagePrecision: this.#averageOverRecalls(hits, truthCount), recall: right / truthCount };
  }

  #averageOverRecalls(hits: number, truthCount: number): number {
    let [sum, hit] = [0, 0];
    for (const recall of this.#recalls) {
      while (hit < hits && this.#found[hit]! / truthCount < recall) hit += 1;
      if (hit === hits) break;
      sum += this.#precision[hit]!;
    }
    return sum / this.#recalls.length;
  }
}
