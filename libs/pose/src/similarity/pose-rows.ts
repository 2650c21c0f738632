import { type ComparisonPass } from './pose-comparison.js';
import { ALL_JOINTS, JOINT_COUNT, type PoseDescriptor } from './pose-descriptor.js';
import { HeadBasis } from './head-basis.js';
import { orderByNeighbourhood } from './order-by-neighbourhood.js';
import { BLOCK_ROWS, HEAD_NUMBERS, LABELLED_WORD, ROW_WORDS, type RowMemory, VISIBLE_WORD } from './row-memory.js';
import { type SearchKernel } from './search-kernel.js';

const WIDTH = 2 * JOINT_COUNT;
const NOWHERE = 0xffff_ffff;
/** Below this the rows are not put in order: to look at all of them is quick enough. */
const LEAST_ORDERED = 4096;

export interface RowMatch {
  /** Of the row, as `insert` gave it. */
  readonly number: number;
  readonly distance: number;
}

export interface RowSearch {
  readonly most: number;
  readonly farthest: number;
  /** Bits of the slots that are wanted, from `createSlotBits`. Default: all. */
  readonly wanted?: Uint32Array;
}

/**
 * Descriptors in a kernel's memory, each under a number of its own.
 *
 * Rows fill slots from the front, and are seen by the next search. Now and then all rows are put in order: axes are computed along
 * which they differ most, and neighbours come to lie in one block, whose box then keeps most searches out. Rows that came
 * since lie behind in blocks with wide boxes. It happens when there are twice as many slots as the last time, so that each
 * row is moved a few times at most.
 */
export class PoseRows {
  readonly #kernel: SearchKernel;
  readonly #memory: RowMemory;
  #basis = HeadBasis.createPlain();
  /** Slots in use from the front, those of removed rows among them. */
  #slots = 0;
  #live = 0;
  #ordered = 0;
  #slotOf = new Uint32Array(1024).fill(NOWHERE);
  #nextNumber = 0;
  readonly #freeNumbers: number[] = [];
  /** The bits that lie in memory. */
  #written: Uint32Array | undefined;
  /** Goes up whenever a row changes its slot, comes or goes. */
  revision = 0;

  constructor(kernel: SearchKernel) {
    this.#kernel = kernel;
    this.#memory = kernel.memory;
  }

  get size(): number {
    return this.#live;
  }

  insert({ coordinates, labelled, visible }: PoseDescriptor): number {
    const slot = this.#slots;
    this.#memory.reserve(slot + 1);
    const { rows, rowBits, numbers } = this.#memory;
    const at = slot * ROW_WORDS;
    rows.set(coordinates, at);
    rowBits[at + LABELLED_WORD] = labelled;
    rowBits[at + VISIBLE_WORD] = visible;
    const number = this.#takeNumber();
    numbers[slot] = number;
    this.#slotOf[number] = slot;
    this.#writeHead(slot);
    this.#slots += 1;
    this.#live += 1;
    this.revision += 1;
    return number;
  }

  /** Takes a row out; its number may be given to another. */
  remove(number: number): void {
    const slot = this.#slotOf[number]!;
    const { rowBits, heads } = this.#memory;
    rowBits.fill(0, slot * ROW_WORDS, (slot + 1) * ROW_WORDS);
    for (let i = 0; i < HEAD_NUMBERS; i++) heads[placeInHeads(slot) + i * BLOCK_ROWS] = Infinity;
    this.#slotOf[number] = NOWHERE;
    this.#freeNumbers.push(number);
    this.#live -= 1;
    this.revision += 1;
  }

  get(number: number): PoseDescriptor {
    const { rows, rowBits } = this.#memory;
    const at = this.#slotOf[number]! * ROW_WORDS;
    const coordinates = rows.slice(at, at + WIDTH);
    return { coordinates, labelled: rowBits[at + LABELLED_WORD]!, visible: rowBits[at + VISIBLE_WORD]! };
  }

  /** Bits for `RowSearch.wanted`, true until `revision` goes up; not to be changed. */
  createSlotBits(numbers: Iterable<number>): Uint32Array {
    this.#orderIfWorthIt();
    const bits = new Uint32Array(Math.ceil(this.#slots / 32));
    for (const number of numbers) {
      const slot = this.#slotOf[number]!;
      bits[slot >> 5]! |= 1 << (slot & 31);
    }
    return bits;
  }

  /** The nearest rows, the nearest first; of equally far ones the lower number. `most` is 1..`MOST_RESULTS`. */
  search(pass: ComparisonPass, { most, farthest, wanted }: RowSearch): RowMatch[] {
    this.#orderIfWorthIt();
    this.#writeQuery(pass.query);
    this.#writeWanted(wanted);
    const { asked, visibleOnly, turning, missingCost } = pass;
    const found = this.#kernel.search({
      slots: this.#slots,
      most,
      asked,
      visibleOnly,
      turning,
      missingCost,
      farthest,
      filtered: wanted !== undefined,
      bounded: asked === ALL_JOINTS && !visibleOnly && !turning,
    });
    const matches = Array.from({ length: found }, (_, place) => this.#memory.readResult(place));
    return matches.sort((a, b) => a.distance - b.distance || a.number - b.number);
  }

  #takeNumber(): number {
    const number = this.#freeNumbers.pop() ?? this.#nextNumber++;
    if (number >= this.#slotOf.length) {
      const grown = new Uint32Array(2 * this.#slotOf.length).fill(NOWHERE);
      grown.set(this.#slotOf);
      this.#slotOf = grown;
    }
    return number;
  }

  #writeWanted(wanted: Uint32Array | undefined): void {
    if (wanted === undefined || wanted === this.#written) return;
    this.#memory.filter.set(wanted);
    this.#written = wanted;
  }

  #writeQuery({ coordinates }: PoseDescriptor): void {
    const { query, querySingle, queryTurned, queryHead } = this.#memory;
    query.set(coordinates);
    querySingle.set(coordinates);
    for (let i = 0; i < WIDTH; i += 2) queryTurned.set([-coordinates[i + 1]!, coordinates[i]!], i);
    this.#basis.project(coordinates, 0, queryHead, 0, 1);
  }

  /** Writes a slot's head and widens its block's box to hold it. The head of a row that lacks joints is not known. */
  #writeHead(slot: number): void {
    const { rows, rowBits, heads, boxes } = this.#memory;
    const at = placeInHeads(slot);
    const isComplete = rowBits[slot * ROW_WORDS + LABELLED_WORD] === ALL_JOINTS;
    if (isComplete) this.#basis.project(rows, slot * ROW_WORDS, heads, at, BLOCK_ROWS);
    const box = Math.floor(slot / BLOCK_ROWS) * 2 * HEAD_NUMBERS;
    for (let i = 0; i < HEAD_NUMBERS; i++) {
      if (!isComplete) heads[at + i * BLOCK_ROWS] = NaN;
      const value = heads[at + i * BLOCK_ROWS]!;
      boxes[box + i] = isComplete ? Math.min(boxes[box + i]!, value) : -Infinity;
      boxes[box + HEAD_NUMBERS + i] = isComplete ? Math.max(boxes[box + HEAD_NUMBERS + i]!, value) : Infinity;
    }
  }

  #orderIfWorthIt(): void {
    const hasGrown = this.#slots >= LEAST_ORDERED && this.#slots >= 2 * this.#ordered;
    const isHollow = this.#slots >= LEAST_ORDERED && this.#slots >= 2 * this.#live;
    if (this.#kernel.usesBounds && (hasGrown || isHollow)) this.#order();
  }

  /** Puts all rows in order now, and leaves the slots of removed ones out. Takes about two seconds for a million rows. */
  #order(): void {
    const { rows, rowBits, numbers } = this.#memory;
    const isLive = (slot: number) => this.#slotOf[numbers[slot]!] === slot;
    const slots = Uint32Array.from({ length: this.#slots }, (_, slot) => slot).filter(isLive);
    const labelledIn = (slot: number) => rowBits[slot * ROW_WORDS + LABELLED_WORD]!;
    const isComplete = (slot: number) => labelledIn(slot) === ALL_JOINTS;
    const complete = slots.filter(isComplete);
    // Rows that lack the same joints side by side: what a kernel has to know of the query for them, it finds once.
    const others = slots.filter((slot) => !isComplete(slot)).sort((a, b) => labelledIn(a) - labelledIn(b));
    this.#basis = complete.length > 0 ? HeadBasis.compute(rows, complete) : HeadBasis.createPlain();

    const columns = Array.from({ length: HEAD_NUMBERS }, () => new Float32Array(complete.length));
    const head = new Float32Array(HEAD_NUMBERS);
    for (const [index, slot] of complete.entries()) {
      this.#basis.project(rows, slot * ROW_WORDS, head, 0, 1);
      for (const [i, column] of columns.entries()) column[index] = head[i]!;
    }
    const order = orderByNeighbourhood(columns, complete.length, BLOCK_ROWS);
    this.#rearrange([...order.map((index) => complete[index]!), ...others]);
  }

  /** Moves what lies in `slots[i]` to slot i. */
  #rearrange(slots: readonly number[]): void {
    const { rowBits, numbers } = this.#memory;
    const before = { rowBits: rowBits.slice(0, this.#slots * ROW_WORDS), numbers: numbers.slice(0, this.#slots) };
    for (let block = 0; block * BLOCK_ROWS < this.#slots; block++) this.#memory.clearBlock(block);
    for (const [slot, from] of slots.entries()) {
      rowBits.set(before.rowBits.subarray(from * ROW_WORDS, (from + 1) * ROW_WORDS), slot * ROW_WORDS);
      numbers[slot] = before.numbers[from]!;
      this.#slotOf[before.numbers[from]!] = slot;
      this.#writeHead(slot);
    }
    this.#slots = slots.length;
    this.#ordered = slots.length;
    this.revision += 1;
  }
}

function placeInHeads(slot: number): number {
  const block = Math.floor(slot / BLOCK_ROWS);
  return block * BLOCK_ROWS * HEAD_NUMBERS + (slot % BLOCK_ROWS);
}
