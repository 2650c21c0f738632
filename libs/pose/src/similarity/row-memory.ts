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

/** What never moves, in bytes. */
export const ADDRESSES = {
  /** 34 float64. */
  query: 64,
  /** The same as a row has them, float32, and again, turned by a right angle. */
  querySingle: 352,
  queryTurned: 560,
  /** 8 float32. */
  queryHead: 512,
  /** Slots of one block that a kernel looks at more closely, uint32, and their distances, float64. */
  candidates: 704,
  distances: 1216,
  /** Float64 distance, uint32 number, 4 bytes of nothing. */
  results: 2240,
} as const;
const RESULT_BYTES = 16;
const REGIONS = ADDRESSES.results + MOST_RESULTS * RESULT_BYTES;

const WORD = 4;
/**
 * In the order in which the regions lie in memory, with their bytes for each block:
 *
 *   boxes    the least, then the greatest value of each head number, float32
 *   heads    a column for each head number, 128 float32. The first numbers of each pose on axes where poses differ most; squared distance in
 *            them is never above 17 times the pose distance. NaN: not known. Infinity: nobody is there.
 *   rows     per slot 17 joints x (x, y) float32, then two uint32 of one bit per joint: labelled, visible
 *   numbers  per slot the row's number, uint32, by which ties are broken
 *   filter   per slot one bit
 *   bounds   scratch: one float32
 */
const BYTES_PER_BLOCK = {
  boxes: 2 * HEAD_NUMBERS * WORD,
  heads: BLOCK_ROWS * HEAD_NUMBERS * WORD,
  rows: BLOCK_ROWS * ROW_WORDS * WORD,
  numbers: BLOCK_ROWS * WORD,
  filter: BLOCK_ROWS / 8,
  bounds: WORD,
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
  /** Of one block, per slot. */
  candidates!: Uint32Array;
  distances!: Float64Array;
  /** One per block. */
  bounds!: Float32Array;
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
    const { boxes, heads, rows, numbers, filter, bounds } = this.addresses;
    const slots = this.capacity;
    this.boxes = new Float32Array(buffer, boxes, this.#blocks * 2 * HEAD_NUMBERS);
    this.heads = new Float32Array(buffer, heads, slots * HEAD_NUMBERS);
    this.rows = new Float32Array(buffer, rows, slots * ROW_WORDS);
    this.rowBits = new Uint32Array(buffer, rows, slots * ROW_WORDS);
    this.numbers = new Uint32Array(buffer, numbers, slots);
    this.filter = new Uint32Array(buffer, filter, slots / 32);
    this.bounds = new Float32Array(buffer, bounds, this.#blocks);
    this.query = new Float64Array(buffer, ADDRESSES.query, 2 * JOINT_COUNT);
    this.querySingle = new Float32Array(buffer, ADDRESSES.querySingle, ROW_WORDS);
    this.queryTurned = new Float32Array(buffer, ADDRESSES.queryTurned, ROW_WORDS);
    this.queryHead = new Float32Array(buffer, ADDRESSES.queryHead, HEAD_NUMBERS);
    this.candidates = new Uint32Array(buffer, ADDRESSES.candidates, BLOCK_ROWS);
    this.distances = new Float64Array(buffer, ADDRESSES.distances, BLOCK_ROWS);
    this.#results = new DataView(buffer, ADDRESSES.results, MOST_RESULTS * RESULT_BYTES);
  }
}
