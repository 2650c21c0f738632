import { canInstantiate, createMemory, instantiate, WASM_PAGE_BYTES, type WasmMemory } from '@contrapposto/tensor';
import { BlockQueue } from './block-queue.js';
import { NearestRows } from './nearest-rows.js';
import { ALL_JOINTS, JOINT_COUNT } from './pose-descriptor.js';
import { BLOCK_ROWS, LABELLED_WORD, RowMemory, VISIBLE_WORD, type GrowingMemory } from './row-memory.js';
import { type KernelSearch, type SearchKernel } from './search-kernel.js';
import { LOOPS, type Loops } from './wasm-loops.js';

/**
 * How far a length between two poses in float32 may be from that between the poses, in radii: each of the 34 coordinates is off by at
 * most 2^-24 of at most 4.2, in each of two poses and again in their heads, which comes to 6e-6 in all.
 */
const ROUNDING_SLACK = 2e-5;

class PagedMemory implements GrowingMemory {
  constructor(readonly pages: WasmMemory) {}

  get buffer(): ArrayBuffer {
    return this.pages.buffer;
  }

  grow(bytes: number): void {
    const missing = Math.ceil((bytes - this.buffer.byteLength) / WASM_PAGE_BYTES);
    if (missing > 0) this.pages.grow(missing);
  }
}

/** The kernel in WebAssembly with SIMD, or null where this machine has none, or does not let us. */
export function createWasmKernel(): SearchKernel | null {
  if (!canInstantiate(LOOPS)) return null;
  const pages = createMemory(0);
  try {
    return new WasmKernel(new RowMemory(new PagedMemory(pages)), instantiate(LOOPS, pages));
  } catch {
    // A page's content security policy may forbid it.
    return null;
  }
}

class WasmKernel implements SearchKernel {
  readonly name = 'wasm';
  readonly usesBounds = true;
  readonly #queue = new BlockQueue();
  readonly #nearest = new NearestRows();

  constructor(
    readonly memory: RowMemory,
    readonly loops: Loops,
  ) {}

  search(task: KernelSearch): number {
    this.#nearest.clear(task.most, task.farthest);
    const blocks = Math.ceil(task.slots / BLOCK_ROWS);
    if (task.bounded) this.#searchNearBlocks(task, blocks);
    else this.#searchAllBlocks(task, blocks);
    this.#nearest.forEach((place, distance, number) => this.memory.writeResult(place, distance, number));
    return this.#nearest.count;
  }

  #searchNearBlocks(task: KernelSearch, blocks: number): void {
    const { boxes, heads, rows, filter, bounds } = this.memory.addresses;
    const filterAt = task.filtered ? filter : 0;
    const scan = (block: number) =>
      this.#measure(task, this.loops.scanBlock(heads, rows, block, filterAt, this.#computeReach()));
    if (blocks === 0) return;
    // What is found in the nearest block spares most others their place in the queue.
    const first = this.loops.boundBlocks(boxes, blocks, bounds);
    scan(first);
    this.#queue.fill(this.memory.bounds, blocks, this.#computeReach(), first);
    for (;;) {
      const block = this.#queue.take(this.#computeReach());
      if (block === null) return;
      scan(block);
    }
  }

  #searchAllBlocks(task: KernelSearch, blocks: number): void {
    const filterAt = task.filtered ? this.memory.addresses.filter : 0;
    for (let block = 0; block < blocks; block += 1) this.#measure(task, this.loops.listBlock(block, filterAt));
  }

  /** Keeps those of the listed slots that are near enough. */
  #measure({ asked, visibleOnly, turning, missingCost }: KernelSearch, listed: number): void {
    if (listed === 0) return;
    const { addresses, candidates, distances, numbers } = this.memory;
    const presence = visibleOnly ? (VISIBLE_WORD - LABELLED_WORD) * Uint32Array.BYTES_PER_ELEMENT : 0;
    const guesses = asked === ALL_JOINTS && !visibleOnly;
    const nearest = this.#nearest;
    const count = this.loops.measure(
      listed,
      addresses.rows,
      asked,
      presence,
      Number(turning),
      Number(guesses),
      missingCost,
      nearest.worst,
    );
    for (let place = 0; place < count; place += 1) nearest.offer(distances[place]!, numbers[candidates[place]!]!);
  }

  /** Squared length in float32 above which a row cannot be near enough: 17 distances are that between unit poses, to within rounding. */
  #computeReach(): number {
    const length = Math.sqrt(JOINT_COUNT * this.#nearest.worst) + ROUNDING_SLACK;
    return Math.fround(length * length * (1 + 1e-5));
  }
}
