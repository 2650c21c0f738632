import { type PrecisionStatistics } from './precision-statistics.js';

/** What pictures have added to an average precision so far: the lists of PrecisionStatistics, growing. */
export class PrecisionColumns {
  readonly #ids = new Set<string>();
  readonly #scenes: (string | null)[] = [];
  readonly #foundCounts: number[] = [];
  readonly #truthCounts: number[] = [];
  readonly #scores: number[] = [];
  readonly #outcomes: number[] = [];

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  addPicture(id: string, scene: string | null): void {
    this.#ids.add(id);
    this.#scenes.push(scene);
  }

  /** Of the last picture, under the next area range. */
  addTruthCount(count: number): void {
    this.#truthCounts.push(count);
  }

  /** The found people of the last picture. */
  addFound(count: number, scores: Float64Array, order: Int32Array, outcomes: Int32Array, rangeCount: number): void {
    this.#foundCounts.push(count);
    for (let found = 0; found < count; found += 1) this.#scores.push(scores[order[found]!]!);
    for (let index = 0; index < count * rangeCount; index += 1) this.#outcomes.push(outcomes[index]!);
  }

  createStatistics(gatheredBy: string): PrecisionStatistics {
    return {
      gatheredBy,
      ids: [...this.#ids],
      scenes: this.#scenes.slice(),
      foundCounts: this.#foundCounts.slice(),
      truthCounts: this.#truthCounts.slice(),
      scores: this.#scores.slice(),
      outcomes: this.#outcomes.slice(),
    };
  }
}
