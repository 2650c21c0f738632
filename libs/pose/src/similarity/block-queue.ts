/** Blocks, the one of the least bound first: a heap, in memory that serves one search after another. */
export class BlockQueue {
  #bounds = new Float32Array(0);
  #blocks = new Uint32Array(0);
  #count = 0;

  /**
   * Forgets all, and takes in the blocks 0..count-1 that are within reach, but for one.
   * @param bounds one per block, and maybe more; not to be changed until the blocks are taken
   */
  fill(bounds: Float32Array, count: number, reach: number, except: number): void {
    if (this.#blocks.length < count) this.#blocks = new Uint32Array(2 * count);
    const blocks = this.#blocks;
    let taken = 0;
    for (let block = 0; block < count; block += 1)
      if (bounds[block]! <= reach && block !== except) blocks[taken++] = block;
    this.#bounds = bounds as Float32Array<ArrayBuffer>;
    this.#count = taken;
    for (let node = (taken >> 1) - 1; node >= 0; node -= 1) this.#sink(node, blocks[node]!);
  }

  /** The nearest block, which is taken out; null where none is within reach. */
  take(reach: number): number | null {
    const nearest = this.#blocks[0] ?? 0;
    if (this.#count === 0 || this.#bounds[nearest]! > reach) return null;
    this.#count -= 1;
    this.#sink(0, this.#blocks[this.#count]!);
    return nearest;
  }

  /** Puts a block at the node, or below, where it belongs. */
  #sink(node: number, block: number): void {
    const [bounds, blocks, count] = [this.#bounds, this.#blocks, this.#count];
    const bound = bounds[block]!;
    for (let child = 2 * node + 1; child < count; child = 2 * node + 1) {
      if (child + 1 < count && bounds[blocks[child + 1]!]! < bounds[blocks[child]!]!) child += 1;
      if (bound <= bounds[blocks[child]!]!) break;
      blocks[node] = blocks[child]!;
      node = child;
    }
    blocks[node] = block;
  }
}
