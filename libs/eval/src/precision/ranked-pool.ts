import { ignoreAll } from './match-people.js';
import { type RankedOutcomes } from './precision-recall.js';
import { listStarts, type PrecisionStatistics } from './precision-statistics.js';
import { ScoreRanking } from './rank-scores.js';

/** Pictures whose found people are ranked together. */
export interface RankedPool {
  /** Indices into the statistics' pictures, in order. */
  readonly pictures: Int32Array;
  /** Per area range. */
  readonly ranges: readonly RankedOutcomes[];
  readonly foundCount: number;
}

/** Ranks the found people of these pictures by score; of equals, those of earlier pictures come first. */
export function rankPool(
  statistics: PrecisionStatistics,
  pictures: Int32Array,
  rangeCount: number,
  thresholdCount: number,
): RankedPool {
  const ignoredAtAll = ignoreAll(thresholdCount);
  const { found, origins } = listFound(statistics.foundCounts, pictures);
  const foundCount = found.length;
  const scores = new Float64Array(foundCount);
  for (let place = 0; place < foundCount; place += 1) scores[place] = statistics.scores[found[place]!]!;
  const order = new ScoreRanking().rank(scores, foundCount);

  const readOutcome = (range: number) => (place: number) => statistics.outcomes[found[place]! * rangeCount + range]!;
  const ranges = Array.from({ length: rangeCount }, (_, range) =>
    listOutcomes(order, foundCount, origins, ignoredAtAll, readOutcome(range)),
  );
  return { pictures, ranges, foundCount };
}

function listOutcomes(
  order: Int32Array,
  foundCount: number,
  origins: Int32Array,
  ignoredAtAll: number,
  readOutcome: (place: number) => number,
): RankedOutcomes {
  const [outcomes, pictures] = [new Int32Array(foundCount), new Int32Array(foundCount)];
  const [plainBefore, plainPictures] = [new Int32Array(foundCount), new Int32Array(foundCount)];
  let [count, plainCount] = [0, 0];
  for (let rank = 0; rank < foundCount; rank += 1) {
    const place = order[rank]!;
    const outcome = readOutcome(place);
    // Who counts at no threshold, as most do whose size is out of the range, need not be looked at again.
    if ((outcome & ignoredAtAll) === ignoredAtAll) continue;
    if (outcome === 0) plainPictures[plainCount++] = origins[place]!;
    else {
      outcomes[count] = outcome;
      pictures[count] = origins[place]!;
      plainBefore[count++] = plainCount;
    }
  }
  return { outcomes: outcomes.subarray(0, count), pictures, plainBefore, plainPictures };
}

/** The found people of these pictures, by index, and the picture of each. */
function listFound(foundCounts: readonly number[], pictures: Int32Array) {
  const starts = listStarts(foundCounts);
  const count = pictures.reduce((sum, picture) => sum + foundCounts[picture]!, 0);
  const [found, origins] = [new Int32Array(count), new Int32Array(count)];
  let place = 0;
  for (const picture of pictures)
    for (let index = starts[picture]!; index < starts[picture + 1]!; index += 1, place += 1) {
      found[place] = index;
      origins[place] = picture;
    }
  return { found, origins };
}
