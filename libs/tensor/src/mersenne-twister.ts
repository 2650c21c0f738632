/**
 * MT19937 (Matsumoto and Nishimura, 1998), the engine behind torch's CPU generator.
 *
 * | paper      | here             |
 * |------------|------------------|
 * | n          | STATE_SIZE       |
 * | m          | SHIFT_SIZE       |
 * | a          | TWIST_MATRIX     |
 * | u, s, t, l | 11, 7, 15, 18    |
 * | b, c       | MASK_B, MASK_C   |
 */
const STATE_SIZE = 624;
const SHIFT_SIZE = 397;
const TWIST_MATRIX = 0x9908b0df;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;
const MASK_B = 0x9d2c5680;
const MASK_C = 0xefc60000;
const SEED_MULTIPLIER = 1812433253;

export class MersenneTwister {
  readonly #state = new Uint32Array(STATE_SIZE);
  #next = STATE_SIZE;

  /** @param seed the low 32 bits count. */
  constructor(seed: number) {
    this.#state[0] = seed % 2 ** 32;
    for (let index = 1; index < STATE_SIZE; index++) {
      const previous = this.#word(index - 1);
      this.#state[index] = Math.imul(SEED_MULTIPLIER, previous ^ (previous >>> 30)) + index;
    }
  }

  /** The next word, 0..2^32 - 1. With seed 5489: 3499211612, 581869302, 3890346734. */
  nextUint32(): number {
    if (this.#next === STATE_SIZE) this.#twist();
    let word = this.#word(this.#next++);
    word ^= word >>> 11;
    word ^= (word << 7) & MASK_B;
    word ^= (word << 15) & MASK_C;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    for (let index = 0; index < STATE_SIZE; index++) {
      const mixed = (this.#word(index) & UPPER_BIT) | (this.#word((index + 1) % STATE_SIZE) & LOWER_BITS);
      const shifted = this.#word((index + SHIFT_SIZE) % STATE_SIZE);
      this.#state[index] = shifted ^ (mixed >>> 1) ^ (mixed & 1 ? TWIST_MATRIX : 0);
    }
    this.#next = 0;
  }

  #word(index: number): number {
    return this.#state[index] ?? 0;
  }
}
