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
  const { found, origins } = listFound(statistics.foundCounts, pictures);
  const foundCount = found.length;
  const scores = new Float64Array(foundCount);
  for (let place = 0; place < foundCount; place += 1) scores[place] = statistics.scores[found[place]!]!;
  const order = new ScoreRanking().rank(scores, foundCount);

  const lists = Array.from({ length: rangeCount }, () => new OutcomeList(foundCount, ignoreAll(thresholdCount)));
  for (let rank = 0; rank < foundCount; rank += 1) {
    const place = order[rank]!;
    for (let range = 0; range < rangeCount; range += 1)
      lists[range]!.add(statistics.outcomes[found[place]! * rangeCount + range]!, origins[place]!);
  }
  return { pictures, ranges: lists.map((list) => list.finish()), foundCount };
}

/** The ranked people of one area range, growing. */
class OutcomeList {
  readonly #outcomes: Int32Array;
  readonly #pictures: Int32Array;
  readonly #plainBefore: Int32Array;
  readonly #plainPictures: Int32Array;
  readonly #ignoredAtAll: number;
  #count = 0;
  #plainCount = 0;

  constructor(foundCount: number, ignoredAtAll: number) {
    this.#outcomes = new Int32Array(foundCount);
    this.#pictures = new Int32Array(foundCount);
    this.#plainBefore = new Int32Array(foundCount);
    this.#plainPictures = new Int32Array(foundCount);
    this.#ignoredAtAll = ignoredAtAll;
  }

  add(outcome: number, picture: number): void {
    // Who counts at no threshold, as most do whose size is out of the range, need not be looked at again.
    if ((outcome & this.#ignoredAtAll) === this.#ignoredAtAll) return;
    if (outcome === 0) this.#plainPictures[this.#plainCount++] = picture;
    else {
      this.#outcomes[this.#count] = outcome;
      this.#pictures[this.#count] = picture;
      this.#plainBefore[this.#count++] = this.#plainCount;
    }
  }

  finish(): RankedOutcomes {
    return {
      outcomes: this.#outcomes.subarray(0, this.#count),
      pictures: this.#pictures,
      plainBefore: this.#plainBefore,
      plainPictures: this.#plainPictures,
    };
  }
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
