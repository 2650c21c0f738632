import { computeRowDistance } from './pose-distance.js';
import { type GrowingMemory, LABELLED_WORD, ROW_WORDS, RowMemory, VISIBLE_WORD } from './row-memory.js';
import { type KernelSearch, type SearchKernel } from './search-kernel.js';

class PlainMemory implements GrowingMemory {
  buffer = new ArrayBuffer(0);

  grow(bytes: number): void {
    if (bytes <= this.buffer.byteLength) return;
    const grown = new Uint8Array(bytes);
    grown.set(new Uint8Array(this.buffer));
    this.buffer = grown.buffer;
  }
}

interface Found {
  readonly distance: number;
  readonly number: number;
}

function isWorse(a: Found, b: Found): boolean {
  return a.distance > b.distance || (a.distance === b.distance && a.number > b.number);
}

/** Puts a result where it belongs, and lets the last one go where there are too many. */
function keep(results: Found[], found: Found, most: number): void {
  let [low, high] = [0, results.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isWorse(found, results[middle]!)) low = middle + 1;
    else high = middle;
  }
  results.splice(low, 0, found);
  if (results.length > most) results.pop();
}

function searchAll(memory: RowMemory, task: KernelSearch): Found[] {
  const { rows, rowBits, numbers, filter, query } = memory;
  const presence = task.visibleOnly ? VISIBLE_WORD : LABELLED_WORD;
  const results: Found[] = [];
  for (let slot = 0; slot < task.slots; slot++) {
    if (task.filtered && ((filter[slot >> 5]! >> (slot & 31)) & 1) === 0) continue;
    const at = slot * ROW_WORDS;
    const distance = computeRowDistance(query, rows, at, rowBits[at + presence]!, task);
    const last = results.length === task.most ? results[task.most - 1]!.distance : task.farthest;
    if (distance <= last && distance < Infinity) keep(results, { distance, number: numbers[slot]! }, task.most);
  }
  return results;
}

/** Looks at every row: what the others must come to, and what runs where there is no WebAssembly. */
export function createPlainKernel(): SearchKernel {
  const memory = new RowMemory(new PlainMemory());
  return {
    name: 'plain',
    memory,
    usesBounds: false,
    search(task) {
      const results = searchAll(memory, task);
      for (const [place, { distance, number }] of results.entries()) memory.writeResult(place, distance, number);
      return results.length;
    },
  };
}
