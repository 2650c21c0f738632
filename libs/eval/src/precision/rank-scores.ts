/** Indices by score, the highest first; equals stay in their order. */
export function rankScores(scores: ArrayLike<number>): Int32Array {
  const keys = Float64Array.from(scores);
  return Int32Array.from(keys.keys()).sort((a, b) => keys[b]! - keys[a]! || a - b);
}
