import { type RankedOutcomes } from './precision-recall.js';
import { listStarts, type PrecisionStatistics } from './precision-statistics.js';
import { rankScores } from './rank-scores.js';

/** Pictures whose found people are ranked together. */
export interface RankedPool {
  /** Indices into the statistics' pictures, in order. */
  readonly pictures: Int32Array;
  /** Per area range. */
  readonly ranges: readonly RankedOutcomes[];
  readonly foundCount: number;
}

/** Ranks the found people of these pictures by score; of equals, those of earlier pictures come first. */
export function rankPool(statistics: PrecisionStatistics, pictures: Int32Array, rangeCount: number): RankedPool {
  const { found, origins } = listFound(statistics.foundCounts, pictures);
  const ranking = rankScores(Float64Array.from(found, (index) => statistics.scores[index]!));
  const ranked = ranking.map((place) => found[place]!);
  const rankedPictures = ranking.map((place) => origins[place]!);
  const ranges = Array.from({ length: rangeCount }, (_, range) => ({
    outcomes: ranked.map((index) => statistics.outcomes[index * rangeCount + range]!),
    pictures: rankedPictures,
  }));
  return { pictures, ranges, foundCount: ranking.length };
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
