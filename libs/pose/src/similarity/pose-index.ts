import { createSearchKernel } from './create-search-kernel.js';
import { PoseError } from '../errors.js';
import { assertComparison, type ComparisonPass, planComparison, type PoseComparison } from './pose-comparison.js';
import { type PoseDescriptor } from './pose-descriptor.js';
import { PoseRows } from './pose-rows.js';
import { MOST_RESULTS } from './row-memory.js';
import { type SearchKernel } from './search-kernel.js';

/** The poses among which to search. To make one takes time in proportion to the ids; an index remembers what it came to. */
export class PoseSelection {
  readonly ids: ReadonlySet<string>;

  constructor(ids: Iterable<string>) {
    this.ids = new Set(ids);
  }
}

export interface PoseSearchOptions extends PoseComparison {
  /** Matches at most, 1..4096. Default 10. */
  readonly limit?: number;
  /** Leaves out what is farther away, in squared radii. */
  readonly maxDistance?: number;
  /** Searches among these alone; ids that are not in the index do no harm. */
  readonly filter?: PoseSelection;
}

export interface PoseMatch {
  readonly id: string;
  /** See `computePoseDistance`. */
  readonly distance: number;
  /** Whether it is the mirror image that is so near. */
  readonly mirrored: boolean;
}

export interface NearDuplicateOptions extends PoseComparison {
  /** Pairs this far apart, in squared radii, or nearer. */
  readonly maxDistance: number;
  /** Pairs at most. Default 10,000. */
  readonly limit?: number;
}

export interface NearDuplicates {
  readonly pairs: readonly {
    readonly ids: readonly [string, string];
    readonly distance: number;
    readonly mirrored: boolean;
  }[];
  /** There are more pairs than the limit let through. */
  readonly truncated: boolean;
}

/**
 * Poses by shape: exact nearest neighbours under the pose distance, also among a filtered few, and pairs that are near duplicates. What
 * `set` and `delete` did, the next search sees.
 */
export class PoseIndex {
  readonly #rows: PoseRows;
  readonly #numberOf = new Map<string, number>();
  /** By row number. */
  readonly #ids: string[] = [];
  readonly #remembered = new WeakMap<PoseSelection, { revision: number; bits: Uint32Array }>();

  constructor(kernel: SearchKernel = createSearchKernel()) {
    this.#rows = new PoseRows(kernel);
  }

  get size(): number {
    return this.#rows.size;
  }

  has(id: string): boolean {
    return this.#numberOf.has(id);
  }

  get(id: string): PoseDescriptor | undefined {
    const number = this.#numberOf.get(id);
    return number === undefined ? undefined : this.#rows.get(number);
  }

  /** Every id, in no order. */
  ids(): Iterable<string> {
    return this.#numberOf.keys();
  }

  /** Takes a pose in, or puts another in its place. */
  set(id: string, descriptor: PoseDescriptor): void {
    this.delete(id);
    const number = this.#rows.insert(descriptor);
    this.#numberOf.set(id, number);
    this.#ids[number] = id;
  }

  /** Whether it was there. */
  delete(id: string): boolean {
    const number = this.#numberOf.get(id);
    if (number === undefined) return false;
    this.#rows.remove(number);
    this.#numberOf.delete(id);
    return true;
  }

  /**
   * The poses nearest to the query, the nearest first.
   * @throws PoseError INVALID_COMPARISON; LIMIT_EXCEEDED for a limit outside 1..4096.
   */
  search(query: PoseDescriptor, options: PoseSearchOptions = {}): PoseMatch[] {
    const { limit = 10, maxDistance = Infinity, filter } = options;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_RESULTS)
      throw new PoseError('LIMIT_EXCEEDED', `Expected a limit in 1..${MOST_RESULTS}, got ${limit}.`);
    const passes = planComparison(query, options);
    return this.#searchPasses(passes, limit, maxDistance, filter && this.#toSlotBits(filter));
  }

  /**
   * Pairs of poses that are nearly the same, the nearest first; how near a pair is does not depend on which of the two is the query.
   * Poses in which too few joints are known to compare them are left out.
   * @throws PoseError INVALID_COMPARISON.
   */
  findNearDuplicates(options: NearDuplicateOptions): NearDuplicates {
    assertComparison(options);
    const { maxDistance, limit = 10_000 } = options;
    const pairs = new Map<string, { ids: readonly [string, string]; distance: number; mirrored: boolean }>();
    let truncated = false;
    for (const [id, number] of this.#numberOf) {
      const passes = tryPlan(this.#rows.get(number), options);
      const matches = this.#searchPasses(passes, MOST_RESULTS, maxDistance);
      truncated ||= matches.length === MOST_RESULTS;
      for (const { id: other, distance, mirrored } of matches) {
        if (other === id) continue;
        const ids: [string, string] = id < other ? [id, other] : [other, id];
        const key = JSON.stringify(ids);
        if ((pairs.get(key)?.distance ?? Infinity) > distance) pairs.set(key, { ids, distance, mirrored });
      }
    }
    const sorted = [...pairs.values()].sort((a, b) => a.distance - b.distance || (a.ids < b.ids ? -1 : 1));
    return { pairs: sorted.slice(0, limit), truncated: truncated || sorted.length > limit };
  }

  #searchPasses(passes: readonly ComparisonPass[], most: number, farthest: number, wanted?: Uint32Array): PoseMatch[] {
    const best = new Map<number, PoseMatch>();
    for (const pass of passes)
      for (const { number, distance } of this.#rows.search(pass, { most, farthest, ...(wanted && { wanted }) })) {
        if ((best.get(number)?.distance ?? Infinity) <= distance) continue;
        best.set(number, { id: this.#ids[number]!, distance, mirrored: pass.mirrored });
      }
    const matches = [...best].sort(([a, one], [b, other]) => one.distance - other.distance || a - b);
    return matches.slice(0, most).map(([, match]) => match);
  }

  #toSlotBits(filter: PoseSelection): Uint32Array {
    const remembered = this.#remembered.get(filter);
    if (remembered?.revision === this.#rows.revision) return remembered.bits;
    const numbers = [...filter.ids].flatMap((id) => this.#numberOf.get(id) ?? []);
    const bits = this.#rows.createSlotBits(numbers);
    this.#remembered.set(filter, { revision: this.#rows.revision, bits });
    return bits;
  }
}

/** No pass where the pose has too few joints. */
function tryPlan(query: PoseDescriptor, comparison: PoseComparison): ComparisonPass[] {
  try {
    return planComparison(query, comparison);
  } catch (error) {
    if (error instanceof PoseError && error.code === 'INVALID_COMPARISON') return [];
    throw error;
  }
}
