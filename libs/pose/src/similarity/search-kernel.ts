import { type RowMemory } from './row-memory.js';

/** One search over all slots, as a kernel runs it. The query lies in memory. */
export interface KernelSearch {
  readonly slots: number;
  /** Rows to find at most, 1..`MOST_RESULTS`. */
  readonly most: number;
  readonly asked: number;
  readonly visibleOnly: boolean;
  readonly turning: boolean;
  readonly missingCost: number;
  /** Rows farther away are not wanted. */
  readonly farthest: number;
  /** Whether memory's `filter` says which slots are wanted; otherwise all are. */
  readonly filtered: boolean;
  /** Whether heads and boxes bound the distance of this query. */
  readonly bounded: boolean;
}

/** Finds the nearest rows in its memory. Every kernel finds the same, to the last bit. */
export interface SearchKernel {
  readonly name: 'wasm' | 'plain';
  readonly memory: RowMemory;
  /** Whether it makes use of heads and boxes: to keep them in order is worth it then. */
  readonly usesBounds: boolean;
  /** Writes the results to memory, in any order, and returns how many there are. Of equally far rows the lower number is nearer. */
  search(task: KernelSearch): number;
}
