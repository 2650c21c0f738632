import { availableParallelism } from 'node:os';
import type { PoseDescriptor, PoseSearchOptions, PoseSelection } from '@contrapposto/pose';
import { PoseShard, type FoundShape, type ShardOrder } from './pose-shard.js';
import { ShardThread } from './shard-thread.js';

export interface ShapeIndexOptions {
  /** Threads at most. Default: one per core, four at most. */
  readonly threads?: number;
  /** Shapes from which on threads are worth it. Default 50,000: to look at each of them takes milliseconds, to order them a fifth of a second. */
  readonly threadsFrom?: number;
}

const MOST_THREADS = 4;
const USUAL_THREADS_FROM = 50_000;
/** Shapes in one message to a thread. */
const BATCH = 5_000;
/** Selections that shards remember. */
const REMEMBERED_SELECTIONS = 32;

/**
 * An index of shapes for a process that has others to serve: a few it holds itself; many it divides among threads, each of which searches its
 * part. Changes are seen by every search that begins after them.
 */
export class ShapeIndex {
  readonly #threads: number;
  readonly #threadsFrom: number;
  readonly #ids = new Set<string>();
  #own: PoseShard | null = new PoseShard();
  #shards: readonly ShardThread[] = [];
  /** The selections that shards know, the one used longest ago first. */
  readonly #selections = new Map<PoseSelection, number>();
  #lastSelection = 0;

  constructor({ threads, threadsFrom = USUAL_THREADS_FROM }: ShapeIndexOptions = {}) {
    this.#threads = threads ?? Math.min(availableParallelism(), MOST_THREADS);
    this.#threadsFrom = threadsFrom;
  }

  get size(): number {
    return this.#ids.size;
  }

  /** How many threads hold it; 0 where it is this one. */
  get threads(): number {
    return this.#shards.length;
  }

  /** A thread has ended, and what it held is lost: of no use any more. */
  get isBroken(): boolean {
    return this.#shards.some((shard) => shard.hasEnded);
  }

  set(entries: readonly (readonly [id: string, PoseDescriptor])[]): void {
    for (const [id] of entries) this.#ids.add(id);
    this.#tellEach(
      entries,
      ([id]) => id,
      (some) => ({ do: 'set', entries: some }),
    );
    if (this.#own && this.#threads > 0 && this.size >= this.#threadsFrom) this.#moveToThreads(this.#own);
  }

  delete(ids: readonly string[]): void {
    for (const id of ids) this.#ids.delete(id);
    this.#tellEach(
      ids,
      (id) => id,
      (some) => ({ do: 'delete', ids: some }),
    );
  }

  /**
   * The nearest shapes, the nearest first: `PoseIndex.search`.
   * @throws PoseError INVALID_COMPARISON, LIMIT_EXCEEDED.
   */
  async search(query: PoseDescriptor, { filter, ...options }: PoseSearchOptions = {}): Promise<FoundShape[]> {
    const selection = filter && this.#rememberSelection(filter);
    const order: ShardOrder = {
      do: 'search',
      query,
      options: { ...options, ...(selection !== undefined && { selection }) },
    };
    if (this.#own) return this.#own.obey(order);
    const found = (await Promise.all(this.#shards.map((shard) => shard.ask(order)))).flat();
    return found.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1)).slice(0, options.limit ?? 10);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#shards.map((shard) => shard.dispose()));
  }

  #moveToThreads(own: PoseShard): void {
    this.#shards = Array.from({ length: this.#threads }, () => new ShardThread());
    this.#own = null;
    this.#selections.clear();
    this.#tellEach(
      [...own.entries()],
      ([id]) => id,
      (entries) => ({ do: 'set', entries }),
    );
  }

  /** Tells each shard of what is its own. */
  #tellEach<T>(all: readonly T[], idOf: (one: T) => string, toOrder: (some: readonly T[]) => ShardOrder): void {
    if (this.#own) {
      this.#own.obey(toOrder(all));
      return;
    }
    const parts = this.#shards.map((): T[] => []);
    for (const one of all) parts[hash(idOf(one)) % parts.length]!.push(one);
    for (const [place, part] of parts.entries())
      for (let from = 0; from < part.length; from += BATCH)
        this.#shards[place]!.tell(toOrder(part.slice(from, from + BATCH)));
  }

  #rememberSelection(filter: PoseSelection): number {
    const known = this.#selections.get(filter);
    const selection = known ?? ++this.#lastSelection;
    this.#selections.delete(filter);
    this.#selections.set(filter, selection);
    if (known !== undefined) return known;
    this.#tellAll((place) => {
      const ids = [...filter.ids];
      const own = this.#own ? ids : ids.filter((id) => hash(id) % this.#shards.length === place);
      return { do: 'select', selection, ids: own };
    });
    const [oldest] = this.#selections;
    if (oldest && this.#selections.size > REMEMBERED_SELECTIONS) {
      this.#selections.delete(oldest[0]);
      this.#tellAll(() => ({ do: 'forget', selection: oldest[1] }));
    }
    return selection;
  }

  #tellAll(toOrder: (place: number) => ShardOrder): void {
    if (this.#own) this.#own.obey(toOrder(0));
    for (const [place, shard] of this.#shards.entries()) shard.tell(toOrder(place));
  }
}

/** FNV-1a of the id's UTF-16 units, 32 bits. */
function hash(id: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) value = Math.imul(value ^ id.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
