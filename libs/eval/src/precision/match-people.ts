import { reserve } from './scratch.js';

/** How alike the found people of a picture (rows, best score first) are to its true ones (columns). */
export interface SimilarityTable {
  readonly foundCount: number;
  readonly truthCount: number;
  /** Found person f and true person t at `f * truthCount + t`; may be longer. */
  readonly values: Float64Array;
}

/** Which people of a picture count, under one area range. 1 or 0 each; the lists may be longer. */
export interface CountedPeople {
  /** True people that nobody need find: crowds, people without joints or out of the range. */
  readonly truthIgnored: Uint8Array;
  /** Crowds, which may be found again and again. */
  readonly truthCrowd: Uint8Array;
  /** Found people out of the range: no mistake where they match nobody. */
  readonly foundOutside: Uint8Array;
}

/** At bit k of a found person's outcome: it takes a true person at threshold k. */
export const MATCHED = 1;
/** At bit k + 15: it does not count at threshold k. Both fit a small integer of V8. */
export const IGNORED = 1 << 15;
export const MOST_THRESHOLDS = 15;

/** The outcome of who counts at none of so many thresholds, and takes nobody. */
export function ignoreAll(thresholdCount: number): number {
  return IGNORED * ((1 << thresholdCount) - 1);
}

/** No similarity is asked to be more than this, so that a perfect one reaches a threshold of 1. */
const HIGHEST_THRESHOLD = 1 - 1e-10;

/**
 * Gives the found people of a picture, best score first, the true ones: each takes the most similar that is still free, reaches the
 * threshold and counts; of equals the later one. Where there is none, one that is ignored. One outcome per found person comes out.
 *
 * Its memory serves one picture after another.
 *
 * Source: pycocotools, COCOeval.evaluateImg.
 */
export class PeopleMatcher {
  readonly #limits: Float64Array;
  #foundCount = 0;
  #truthCount = 0;
  /** The found people that are like somebody at the lowest threshold: few. */
  #candidates = new Int32Array(0);
  #candidateCount = 0;
  /** Whom each candidate is like, and how much; those of candidate c end before `ends[c]`. */
  #ends = new Int32Array(0);
  #likes = new Int32Array(0);
  #similarities = new Float64Array(0);
  /** At which threshold, by index, each true person was last taken. */
  #takenAt = new Int32Array(0);

  /** @param thresholds ascending */
  constructor(thresholds: readonly number[]) {
    this.#limits = Float64Array.from(thresholds, (threshold) => Math.min(threshold, HIGHEST_THRESHOLD));
  }

  /** Turns to another picture. */
  load({ foundCount, truthCount, values }: SimilarityTable): void {
    this.#foundCount = foundCount;
    this.#truthCount = truthCount;
    this.#candidates = reserve(this.#candidates, foundCount);
    this.#ends = reserve(this.#ends, foundCount);
    this.#likes = reserve(this.#likes, foundCount * truthCount);
    this.#similarities = reserve(this.#similarities, foundCount * truthCount);
    this.#takenAt = reserve(this.#takenAt, truthCount);
    let end = 0;
    this.#candidateCount = 0;
    for (let found = 0; found < foundCount; found += 1) {
      const start = end;
      let isComparable = true;
      for (let truth = 0; truth < truthCount; truth += 1) {
        const similarity = values[found * truthCount + truth]!;
        // HumanSD's script compares as `similarity < best` too: it takes NaN for a match, and then whoever follows for a better one.
        if (isComparable && similarity < this.#limits[0]!) continue;
        if (Number.isNaN(similarity)) isComparable = false;
        this.#likes[end] = truth;
        this.#similarities[end++] = similarity;
      }
      if (end === start) continue;
      this.#candidates[this.#candidateCount] = found;
      this.#ends[this.#candidateCount++] = end;
    }
  }

  /** Matches the loaded picture's people. The outcomes are written to every `stride`th place from `offset` on. */
  match(counted: CountedPeople, outcomes: Int32Array, offset = 0, stride = 1): void {
    const { foundOutside, truthIgnored } = counted;
    const ignoredAtAll = ignoreAll(this.#limits.length);
    for (let found = 0; found < this.#foundCount; found += 1)
      outcomes[offset + found * stride] = foundOutside[found] === 1 ? ignoredAtAll : 0;

    this.#takenAt.fill(-1, 0, this.#truthCount);
    for (let index = 0; index < this.#limits.length; index += 1)
      for (let candidate = 0; candidate < this.#candidateCount; candidate += 1) {
        let match = this.#findMatch(candidate, index, counted, 0);
        if (match < 0) match = this.#findMatch(candidate, index, counted, 1);
        if (match < 0) continue;
        this.#takenAt[match] = index;
        const at = offset + this.#candidates[candidate]! * stride;
        const ignored = truthIgnored[match]! * (IGNORED << index);
        outcomes[at] = (outcomes[at]! & ~(IGNORED << index)) | (MATCHED << index) | ignored;
      }
  }

  /** The true person that a candidate takes, of those that count (`ignored` 0) or of the others (1); -1 for none. */
  #findMatch(candidate: number, index: number, { truthIgnored, truthCrowd }: CountedPeople, ignored: number): number {
    let best = this.#limits[index]!;
    let match = -1;
    for (let at = candidate === 0 ? 0 : this.#ends[candidate - 1]!; at < this.#ends[candidate]!; at += 1) {
      const truth = this.#likes[at]!;
      if (truthIgnored[truth] !== ignored || this.#similarities[at]! < best) continue;
      if (this.#takenAt[truth] === index && truthCrowd[truth] === 0) continue;
      best = this.#similarities[at]!;
      match = truth;
    }
    return match;
  }
}
