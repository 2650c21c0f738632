import { reserve } from './scratch.js';

/** Up to here, moving one after another to its place is quicker than merging. */
const FIRST_RUN = 16;

/**
 * Ranks scores, the highest first; equals stay in their order. A merge sort from below, in memory that it keeps: the result is valid until the
 * next call.
 */
export class ScoreRanking {
  #order = new Int32Array(0);
  #other = new Int32Array(0);

  /** @returns indices of `scores`, at the head of an array that may be longer */
  rank(scores: Float64Array, count: number): Int32Array {
    this.#order = reserve(this.#order, count);
    this.#other = reserve(this.#other, count);
    let [from, to] = [this.#order, this.#other];
    for (let start = 0; start < count; start += FIRST_RUN)
      insertRun(scores, from, start, Math.min(start + FIRST_RUN, count));
    for (let width = FIRST_RUN; width < count; width *= 2) {
      for (let start = 0; start < count; start += 2 * width)
        mergeRuns(scores, from, to, start, Math.min(start + width, count), Math.min(start + 2 * width, count));
      [from, to] = [to, from];
    }
    return from;
  }
}

/** Ranks the indices start..end among themselves. */
function insertRun(scores: Float64Array, order: Int32Array, start: number, end: number): void {
  for (let index = start; index < end; index += 1) {
    const score = scores[index]!;
    let place = index;
    for (; place > start && scores[order[place - 1]!]! < score; place -= 1) order[place] = order[place - 1]!;
    order[place] = index;
  }
}

/** Merges the ranked runs start..middle and middle..end. */
function mergeRuns(
  scores: Float64Array,
  from: Int32Array,
  to: Int32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let [left, right] = [start, middle];
  for (let place = start; place < end; place += 1) {
    const takesLeft = right >= end || (left < middle && scores[from[left]!]! >= scores[from[right]!]!);
    to[place] = takesLeft ? from[left++]! : from[right++]!;
  }
}
