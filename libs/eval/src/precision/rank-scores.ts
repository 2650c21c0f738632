import { reserve } from './scratch.js';

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
    for (let index = 0; index < count; index += 1) from[index] = index;
    for (let width = 1; width < count; width *= 2) {
      for (let start = 0; start < count; start += 2 * width)
        mergeRuns(scores, from, to, start, Math.min(start + width, count), Math.min(start + 2 * width, count));
      [from, to] = [to, from];
    }
    return from;
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
