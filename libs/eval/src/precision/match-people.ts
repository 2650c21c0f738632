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
 * Source: pycocotools, COCOeval.evaluateImg.
 *
 * @param thresholds ascending
 * @param outcomes each is written to every `stride`th place from `offset` on
 */
export type MatchPeople = (
  table: SimilarityTable,
  counted: CountedPeople,
  outcomes: Int32Array,
  offset?: number,
  stride?: number,
) => void;

/** A MatchPeople in memory of its own, which serves one picture after another. */
export function createPeopleMatcher(thresholds: readonly number[]): MatchPeople {
  const limits = Float64Array.from(thresholds, (threshold) => Math.min(threshold, HIGHEST_THRESHOLD));
  const ignoredAtAll = ignoreAll(limits.length);
  let order = new Int32Array(0);
  let takenAt = new Int32Array(0);
  let candidates = new Int32Array(0);
  let bests = new Float64Array(0);

  /** True people, those that count first. */
  function orderTruth(ignored: Uint8Array, count: number): void {
    let place = 0;
    for (let wanted = 0; wanted <= 1; wanted += 1)
      for (let truth = 0; truth < count; truth += 1) if (ignored[truth] === wanted) order[place++] = truth;
  }

  /** The found people that are like somebody at the lowest threshold, and how like: for most, the search ends here. */
  function listCandidates({ foundCount, truthCount, values }: SimilarityTable): number {
    let count = 0;
    for (let found = 0; found < foundCount; found += 1) {
      let best = -Infinity;
      for (let at = found * truthCount; at < (found + 1) * truthCount; at += 1)
        // Not a number is a match at any threshold.
        if (!(values[at]! <= best)) best = Number.isNaN(values[at]) ? Infinity : values[at]!;
      if (best < limits[0]!) continue;
      candidates[count] = found;
      bests[count++] = best;
    }
    return count;
  }

  /** The true person that a found one takes, or -1. */
  function findMatch({ truthCount, values }: SimilarityTable, counted: CountedPeople, found: number, index: number) {
    const { truthIgnored, truthCrowd } = counted;
    let best = limits[index]!;
    let match = -1;
    for (let place = 0; place < truthCount; place += 1) {
      const truth = order[place]!;
      if (takenAt[truth] === index && truthCrowd[truth] === 0) continue;
      // Those that are ignored come last: they are for whoever found nobody that counts.
      if (match >= 0 && truthIgnored[match] === 0 && truthIgnored[truth] === 1) break;
      const similarity = values[found * truthCount + truth]!;
      // Not `>=`: HumanSD's script takes a similarity that is not a number for a match, as this comparison does.
      if (similarity < best) continue;
      best = similarity;
      match = truth;
    }
    return match;
  }

  return (table, counted, outcomes, offset = 0, stride = 1) => {
    order = reserve(order, table.truthCount);
    takenAt = reserve(takenAt, table.truthCount).fill(-1);
    candidates = reserve(candidates, table.foundCount);
    bests = reserve(bests, table.foundCount);
    for (let found = 0; found < table.foundCount; found += 1)
      outcomes[offset + found * stride] = counted.foundOutside[found] === 1 ? ignoredAtAll : 0;
    const candidateCount = listCandidates(table);
    if (candidateCount === 0) return;

    orderTruth(counted.truthIgnored, table.truthCount);
    for (let index = 0; index < limits.length; index += 1)
      for (let place = 0; place < candidateCount; place += 1) {
        if (bests[place]! < limits[index]!) continue;
        const found = candidates[place]!;
        const match = findMatch(table, counted, found, index);
        if (match < 0) continue;
        takenAt[match] = index;
        const at = offset + found * stride;
        const ignored = counted.truthIgnored[match] === 1 ? IGNORED << index : 0;
        outcomes[at] = (outcomes[at]! & ~(IGNORED << index)) | (MATCHED << index) | ignored;
      }
  };
}
