import { EvalError } from './errors.js';
import { type PictureStatistics } from './metric.js';

/** Statistics that say by which rules they were gathered. */
export interface SignedStatistics extends PictureStatistics {
  /** Equal in all that may be merged. */
  readonly gatheredBy: string;
}

/** @throws EvalError INCOMPATIBLE_STATISTICS for other rules, DUPLICATE_SAMPLE for a picture in two parts or twice in one */
export function assertMergeable(parts: readonly SignedStatistics[], gatheredBy: string): void {
  const ids = new Set<string>();
  for (const part of parts) {
    assertGatheredBy(part, gatheredBy);
    for (const id of part.ids) {
      if (ids.has(id)) throw duplicateOf(id);
      ids.add(id);
    }
  }
}

export function assertGatheredBy(part: SignedStatistics, gatheredBy: string): void {
  if (part.gatheredBy !== gatheredBy)
    throw new EvalError(
      'INCOMPATIBLE_STATISTICS',
      `Expected statistics gathered by ${gatheredBy}, got ${part.gatheredBy}. Measure with one and the same metric.`,
    );
}

export function duplicateOf(id: string): EvalError {
  return new EvalError(
    'DUPLICATE_SAMPLE',
    `Expected every picture once, got ${JSON.stringify(id)} twice. Count it once.`,
  );
}

/** Every picture once: the weights of an ordinary measurement. */
export function createOnes(count: number): Uint8Array {
  return new Uint8Array(count).fill(1);
}

export function gather<Value>(values: readonly Value[], indices: readonly number[]): Value[] {
  return indices.map((index) => values[index]!);
}
