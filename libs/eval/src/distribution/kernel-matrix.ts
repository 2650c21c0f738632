import type { MatrixKernels } from '../linear-algebra/kernels.js';
import type { Matrix } from '../linear-algebra/matrix.js';
import { sliceRows, viewRows, type FeatureRows } from './feature-moments.js';

/** k(x, y) = (gamma·x·y + coefficient)^degree */
export interface PolynomialKernel {
  readonly degree: number;
  /** Null: 1 / dimensions. */
  readonly gamma: number | null;
  readonly coefficient: number;
}

export const CUBIC_KERNEL: PolynomialKernel = Object.freeze({ degree: 3, gamma: null, coefficient: 1 });

/** Some rows of a kernel matrix. */
export interface KernelRows extends Matrix {
  /** Of the rows, in the whole matrix. */
  readonly first: number;
}

/** Rows that are in memory at once. */
const BLOCK_ROWS = 512;

/** k of every row of `a` with every row of `b`, block by block. */
export function* computeKernelMatrix(
  a: FeatureRows,
  b: FeatureRows,
  { degree, gamma, coefficient }: PolynomialKernel,
  kernels: MatrixKernels,
): Generator<KernelRows, void, undefined> {
  const scale = gamma ?? 1 / a.dimensions;
  const other = viewRows(b);
  for (let first = 0; first < a.count; first += BLOCK_ROWS) {
    const block = kernels.multiplyTransposed(viewRows(sliceRows(a, first, BLOCK_ROWS)), other);
    for (let at = 0; at < block.data.length; at++) block.data[at] = (scale * block.data[at]! + coefficient) ** degree;
    yield { ...block, first };
  }
}
