import { JOINT_COUNT } from './pose-descriptor.js';
import { computeMean, computePrincipalAxes } from './principal-axes.js';
import { HEAD_NUMBERS, ROW_WORDS } from './row-memory.js';

const WIDTH = 2 * JOINT_COUNT;
const AXES = HEAD_NUMBERS - 1;
/** Rows from which the axes are computed. */
const SAMPLE = 16_384;

/**
 * Seven orthonormal axes about a mean, and the length of what they leave over. Between two vectors, the squared distance in these eight
 * numbers is never above that in all: the axes are a rotation's first part, and the lengths of two remainders differ by no more
 * than the remainders do.
 */
export class HeadBasis {
  readonly #mean: Float64Array;
  /** All axes in one row. */
  readonly #axes: Float64Array;

  private constructor(mean: Float64Array, axes: readonly Float64Array[]) {
    this.#mean = mean;
    this.#axes = Float64Array.from(axes.flatMap((axis) => [...axis]));
  }

  /** Axes of the first coordinates: they bound as truly as any, and less tightly. */
  static createPlain(): HeadBasis {
    const axes = Array.from({ length: AXES }, (_, axis) =>
      Float64Array.from({ length: WIDTH }, (__, i) => +(i === axis)),
    );
    return new HeadBasis(new Float64Array(WIDTH), axes);
  }

  /** The axes along which these rows (their places in a table of `ROW_WORDS`) differ most. */
  static compute(values: Float32Array, places: ArrayLike<number>): HeadBasis {
    const step = Math.max(1, Math.floor(places.length / SAMPLE));
    const rows = Uint32Array.from({ length: Math.ceil(places.length / step) }, (_, index) => places[index * step]!);
    const sample = { values, width: WIDTH, stride: ROW_WORDS, rows };
    const mean = computeMean(sample);
    return new HeadBasis(mean, computePrincipalAxes(sample, mean, AXES));
  }

  /** Writes a vector's head: number i to `head[headAt + i * headStride]`. */
  project(values: Float32Array, at: number, head: Float32Array, headAt: number, headStride: number): void {
    let rest = 0;
    for (let i = 0; i < WIDTH; i++) rest += (values[at + i]! - this.#mean[i]!) ** 2;
    for (let axis = 0; axis < AXES; axis++) {
      let sum = 0;
      for (let i = 0; i < WIDTH; i++) sum += (values[at + i]! - this.#mean[i]!) * this.#axes[axis * WIDTH + i]!;
      head[headAt + axis * headStride] = sum;
      rest -= sum * sum;
    }
    head[headAt + AXES * headStride] = Math.sqrt(Math.max(0, rest));
  }
}
