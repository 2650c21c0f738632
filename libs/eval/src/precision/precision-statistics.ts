import { EvalError } from '../errors.js';
import { assertMergeable, gather, type SignedStatistics } from '../picture-statistics.js';

/** Enough to compute every value of an average precision: who was found, how sure, and at which thresholds each one is right. */
export interface PrecisionStatistics extends SignedStatistics {
  /** Per picture the found people that count. */
  readonly foundCounts: readonly number[];
  /** Per picture and area range (all, medium, large) the true people that count. */
  readonly truthCounts: readonly number[];
  /** Per found person. */
  readonly scores: readonly number[];
  /** Per found person and area range, see matchPeople. */
  readonly outcomes: readonly number[];
}

export function mergePrecision(parts: readonly PrecisionStatistics[], gatheredBy: string): PrecisionStatistics {
  assertMergeable(parts, gatheredBy);
  return {
    gatheredBy,
    ids: parts.flatMap(({ ids }) => ids),
    scenes: parts.flatMap(({ scenes }) => scenes),
    foundCounts: parts.flatMap(({ foundCounts }) => foundCounts),
    truthCounts: parts.flatMap(({ truthCounts }) => truthCounts),
    scores: parts.flatMap(({ scores }) => scores),
    outcomes: parts.flatMap(({ outcomes }) => outcomes),
  };
}

export function selectPrecision(
  statistics: PrecisionStatistics,
  pictures: readonly number[],
  rangeCount: number,
): PrecisionStatistics {
  const starts = listStarts(statistics.foundCounts);
  const slice = (values: readonly number[], stride: number) =>
    pictures.flatMap((picture) => values.slice(starts[picture]! * stride, starts[picture + 1]! * stride));
  return {
    gatheredBy: statistics.gatheredBy,
    ids: gather(statistics.ids, pictures),
    scenes: gather(statistics.scenes, pictures),
    foundCounts: gather(statistics.foundCounts, pictures),
    truthCounts: pictures.flatMap((picture) =>
      statistics.truthCounts.slice(picture * rangeCount, (picture + 1) * rangeCount),
    ),
    scores: slice(statistics.scores, 1),
    outcomes: slice(statistics.outcomes, rangeCount),
  };
}

/** Where each picture's found people begin, and after the last one their number. */
export function listStarts(foundCounts: readonly number[]): Int32Array {
  const starts = new Int32Array(foundCounts.length + 1);
  for (let picture = 0; picture < foundCounts.length; picture += 1)
    starts[picture + 1] = starts[picture]! + foundCounts[picture]!;
  return starts;
}

/** @throws EvalError INCOMPATIBLE_STATISTICS for lists whose lengths do not belong together */
export function assertConsistent(statistics: PrecisionStatistics, rangeCount: number): void {
  const { ids, scenes, foundCounts, truthCounts, scores, outcomes } = statistics;
  const foundCount = foundCounts.reduce((sum, count) => sum + count, 0);
  const expected = [ids.length, ids.length, ids.length * rangeCount, foundCount, foundCount * rangeCount];
  const actual = [scenes, foundCounts, truthCounts, scores, outcomes].map(({ length }) => length);
  if (expected.some((length, list) => length !== actual[list]))
    throw new EvalError(
      'INCOMPATIBLE_STATISTICS',
      `Expected lists of ${expected.join(', ')} entries for ${ids.length} pictures, got ${actual.join(', ')}. Merge what accumulators gave.`,
    );
}
