import { JOINT_COUNT } from './pose-descriptor.js';

/** Slots to a block; each block has a box of its own. */
export const BLOCK_ROWS = 128;
/** Numbers by which a row is judged before it is looked at. */
export const HEAD_NUMBERS = 8;
/** 17 joints x (x, y) float32, then the bits of labelled and of visible joints, uint32. */
export const ROW_WORDS = 2 * JOINT_COUNT + 2;
export const LABELLED_WORD = 2 * JOINT_COUNT;
export const VISIBLE_WORD = 2 * JOINT_COUNT + 1;
/** Results of one search. */
export const MOST_RESULTS = 4096;

/** Addresses that never move, in bytes: see assembly/pose-search.ts. */
const QUERY = 64;
const QUERY_SINGLE = 352;
const QUERY_HEAD = 512;
const QUERY_TURNED = 560;
const RESULTS = 1024;
const RESULT_BYTES = 16;
const REGIONS = RESULTS + MOST_RESULTS * RESULT_BYTES;

const WORD = 4;
/** In the order in which the regions lie in memory, with their bytes for each block. */
const BYTES_PER_BLOCK = {
  boxes: 2 * HEAD_NUMBERS * WORD,
  heads: BLOCK_ROWS * HEAD_NUMBERS * WORD,
  rows: BLOCK_ROWS * ROW_WORDS * WORD,
  numbers: BLOCK_ROWS * WORD,
  filter: BLOCK_ROWS / 8,
  order: 8,
};
type Region = keyof typeof BYTES_PER_BLOCK;
const REGION_NAMES = Object.keys(BYTES_PER_BLOCK) as Region[];
/** They hold rows; the others are written anew for each search. */
const LASTING: readonly Region[] = ['boxes', 'heads', 'rows', 'numbers'];

export type Addresses = Readonly<Record<Region, number>>;

function placeRegions(blocks: number): { addresses: Addresses; bytes: number } {
  let bytes = REGIONS;
  const addresses = Object.fromEntries(
    REGION_NAMES.map((name) => {
      const address = bytes;
      bytes += Math.ceil((blocks * BYTES_PER_BLOCK[name]) / 16) * 16;
      return [name, address];
    }),
  ) as Record<Region, number>;
  return { addresses, bytes };
}

/** Memory that grows in place; after that, its buffer is another object. */
export interface GrowingMemory {
  readonly buffer: ArrayBuffer;
  /** At least so many bytes, with what was there before. */
  grow(bytes: number): void;
}

/** What lies where in the memory that TypeScript and the kernel share. Slots are counted through all blocks. */
export class RowMemory {
  addresses: Addresses;
  /** Least, then greatest value of each head number, per block. */
  boxes!: Float32Array;
  /** Per block a column for each head number. */
  heads!: Float32Array;
  /** Per slot, `ROW_WORDS`. */
  rows!: Float32Array;
  /** The same, as bits. */
  rowBits!: Uint32Array;
  /** Per slot, the number of its row. */
  numbers!: Uint32Array;
  /** One bit per slot. */
  filter!: Uint32Array;
  query!: Float64Array;
  querySingle!: Float32Array;
  /** Each (x, y) as (-y, x). */
  queryTurned!: Float32Array;
  queryHead!: Float32Array;
  #results!: DataView;
  #blocks = 0;
  readonly #memory: GrowingMemory;

  constructor(memory: GrowingMemory) {
    this.#memory = memory;
    const { addresses, bytes } = placeRegions(0);
    this.addresses = addresses;
    memory.grow(bytes);
    this.#view();
  }

  /** Slots that there is room for. */
  get capacity(): number {
    return this.#blocks * BLOCK_ROWS;
  }

  /** Makes room for so many slots; what is there stays. */
  reserve(slots: number): void {
    if (slots <= this.capacity) return;
    const blocks = Math.max(Math.ceil(slots / BLOCK_ROWS), Math.ceil(this.#blocks * 1.5));
    const before = this.addresses;
    const { addresses, bytes } = placeRegions(blocks);
    this.#memory.grow(bytes);
    const memory = new Uint8Array(this.#memory.buffer);
    for (const name of LASTING.toReversed()) {
      const size = this.#blocks * BYTES_PER_BLOCK[name];
      memory.copyWithin(addresses[name], before[name], before[name] + size);
    }
    this.addresses = addresses;
    const opened = this.#blocks;
    this.#blocks = blocks;
    this.#view();
    for (let block = opened; block < blocks; block++) this.clearBlock(block);
  }

  /** Leaves nobody in a block. */
  clearBlock(block: number): void {
    const box = block * 2 * HEAD_NUMBERS;
    this.boxes.fill(Infinity, box, box + HEAD_NUMBERS);
    this.boxes.fill(-Infinity, box + HEAD_NUMBERS, box + 2 * HEAD_NUMBERS);
    const slots = block * BLOCK_ROWS;
    this.heads.fill(Infinity, slots * HEAD_NUMBERS, (slots + BLOCK_ROWS) * HEAD_NUMBERS);
    this.rowBits.fill(0, slots * ROW_WORDS, (slots + BLOCK_ROWS) * ROW_WORDS);
  }

  readResult(place: number): { distance: number; number: number } {
    const at = place * RESULT_BYTES;
    return { distance: this.#results.getFloat64(at, true), number: this.#results.getUint32(at + 8, true) };
  }

  writeResult(place: number, distance: number, number: number): void {
    this.#results.setFloat64(place * RESULT_BYTES, distance, true);
    this.#results.setUint32(place * RESULT_BYTES + 8, number, true);
  }

  #view(): void {
    const { buffer } = this.#memory;
    const { boxes, heads, rows, numbers, filter } = this.addresses;
    const slots = this.capacity;
    this.boxes = new Float32Array(buffer, boxes, this.#blocks * 2 * HEAD_NUMBERS);
    this.heads = new Float32Array(buffer, heads, slots * HEAD_NUMBERS);
    this.rows = new Float32Array(buffer, rows, slots * ROW_WORDS);
    this.rowBits = new Uint32Array(buffer, rows, slots * ROW_WORDS);
    this.numbers = new Uint32Array(buffer, numbers, slots);
    this.filter = new Uint32Array(buffer, filter, slots / 32);
    this.query = new Float64Array(buffer, QUERY, 2 * JOINT_COUNT);
    this.querySingle = new Float32Array(buffer, QUERY_SINGLE, ROW_WORDS);
    this.queryTurned = new Float32Array(buffer, QUERY_TURNED, ROW_WORDS);
    this.queryHead = new Float32Array(buffer, QUERY_HEAD, HEAD_NUMBERS);
    this.#results = new DataView(buffer, RESULTS, MOST_RESULTS * RESULT_BYTES);
  }
}
