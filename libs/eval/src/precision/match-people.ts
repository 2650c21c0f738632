/** How alike the found people of a picture (rows, best score first) are to its true ones (columns). */
export interface SimilarityTable {
  readonly foundCount: number;
  readonly truthCount: number;
  /** Found person f and true person t at `f * truthCount + t`; may be longer. */
  readonly values: Float64Array;
}

/** Which people of a picture count, under one area range. 1 or 0 each. */
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

/** No similarity is asked to be more than this, so that a perfect one reaches a threshold of 1. */
const HIGHEST_THRESHOLD = 1 - 1e-10;

/**
 * Gives the found people of a picture, best score first, the true ones: each takes the most similar that is still free, reaches the
 * threshold and counts; of equals the later one. Where there is none, one that is ignored. Writes each one's outcome to `outcomes`, every
 * `stride`th place from `offset` on.
 *
 * Source: pycocotools, COCOeval.evaluateImg.
 */
export function matchPeople(
  table: SimilarityTable,
  counted: CountedPeople,
  thresholds: readonly number[],
  outcomes: number[],
  { offset = 0, stride = 1 } = {},
): void {
  const { foundCount, truthCount, values } = table;
  const { truthIgnored, truthCrowd, foundOutside } = counted;
  const order = listCountedFirst(truthIgnored, truthCount);
  const takenAt = new Int8Array(truthCount).fill(-1);
  for (let found = 0; found < foundCount; found += 1) outcomes[offset + found * stride] = 0;

  for (let index = 0; index < thresholds.length; index += 1) {
    const threshold = Math.min(thresholds[index]!, HIGHEST_THRESHOLD);
    for (let found = 0; found < foundCount; found += 1) {
      let [best, match] = [threshold, -1];
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
      const at = offset + found * stride;
      if (match >= 0) {
        takenAt[match] = index;
        outcomes[at]! |= (truthIgnored[match] === 1 ? MATCHED | IGNORED : MATCHED) << index;
      } else if (foundOutside[found] === 1) outcomes[at]! |= IGNORED << index;
    }
  }
}

function listCountedFirst(ignored: Uint8Array, count: number): Int32Array {
  const order = new Int32Array(count);
  let place = 0;
  for (const wanted of [0, 1])
    for (let truth = 0; truth < count; truth += 1) if (ignored[truth] === wanted) order[place++] = truth;
  return order;
}
