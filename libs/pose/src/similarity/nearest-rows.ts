import { MOST_RESULTS } from './row-memory.js';

/** The nearest rows so far: a heap with the farthest on top, in memory that serves one search after another. Of equals the lower number is nearer. */
export class NearestRows {
  readonly #distances = new Float64Array(MOST_RESULTS);
  readonly #numbers = new Uint32Array(MOST_RESULTS);
  #capacity = 0;
  #count = 0;
  #worst = 0;

  /** Forgets all. Rows farther away than `farthest` are not wanted. */
  clear(capacity: number, farthest: number): void {
    this.#capacity = capacity;
    this.#count = 0;
    this.#worst = farthest;
  }

  get count(): number {
    return this.#count;
  }

  /** Distances above this are of no use. */
  get worst(): number {
    return this.#worst;
  }

  offer(distance: number, number: number): void {
    if (distance > this.#worst) return;
    if (this.#count < this.#capacity) this.#raise(this.#count++, distance, number);
    else if (this.#isWorse(0, distance, number)) this.#sink(distance, number);
    if (this.#count === this.#capacity) this.#worst = this.#distances[0]!;
  }

  forEach(read: (place: number, distance: number, number: number) => void): void {
    for (let place = 0; place < this.#count; place += 1) read(place, this.#distances[place]!, this.#numbers[place]!);
  }

  #raise(node: number, distance: number, number: number): void {
    while (node > 0) {
      const parent = (node - 1) >> 1;
      if (this.#isWorse(parent, distance, number)) break;
      this.#copy(parent, node);
      node = parent;
    }
    this.#put(node, distance, number);
  }

  #sink(distance: number, number: number): void {
    let node = 0;
    for (let child = 1; child < this.#count; child = 2 * node + 1) {
      const [nextDistance, nextNumber] = [this.#distances[child + 1]!, this.#numbers[child + 1]!];
      if (child + 1 < this.#count && !this.#isWorse(child, nextDistance, nextNumber)) child += 1;
      if (!this.#isWorse(child, distance, number)) break;
      this.#copy(child, node);
      node = child;
    }
    this.#put(node, distance, number);
  }

  /** Whether what is at the node is worse than this. */
  #isWorse(node: number, distance: number, number: number): boolean {
    const other = this.#distances[node]!;
    return other > distance || (other === distance && this.#numbers[node]! > number);
  }

  #copy(from: number, to: number): void {
    this.#put(to, this.#distances[from]!, this.#numbers[from]!);
  }

  #put(node: number, distance: number, number: number): void {
    this.#distances[node] = distance;
    this.#numbers[node] = number;
  }
}
