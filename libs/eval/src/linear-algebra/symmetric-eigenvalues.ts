import { getMatrixKernels, type MatrixKernels, type Tridiagonal } from './kernels.js';
import type { Matrix } from './matrix.js';

/** Steps until an eigenvalue stands; LAPACK and EISPACK give up at the same number, and nobody has seen it. */
const MOST_STEPS = 30;

/** All eigenvalues of a symmetric matrix, in no order. Absolute error: some units of rounding of the largest. */
export function computeSymmetricEigenvalues(matrix: Matrix, kernels: MatrixKernels = getMatrixKernels()): Float64Array {
  return computeTridiagonalEigenvalues(kernels.tridiagonalize(matrix));
}

/**
 * The implicit QL algorithm with Wilkinson's shift, values only.
 * Source: EISPACK, imtql1; Golub and Van Loan, Matrix Computations, 8.3.
 */
export function computeTridiagonalEigenvalues({ diagonal, offDiagonal }: Tridiagonal): Float64Array {
  const d = diagonal.slice();
  const e = new Float64Array(d.length);
  e.set(offDiagonal);
  for (let first = 0; first < d.length; first++) {
    for (let steps = 0; ; steps++) {
      const last = findSplit(d, e, first);
      if (last === first) break;
      if (steps === MOST_STEPS)
        throw new Error(`expected eigenvalue ${first} of ${d.length} within ${steps} steps, got none`);
      stepQL(d, e, first, last);
    }
  }
  return d;
}

/** The end of the block that begins at `first`: beyond it the matrix falls apart. */
function findSplit(d: Float64Array, e: Float64Array, first: number): number {
  let last = first;
  while (last < d.length - 1) {
    const scale = Math.abs(d[last]!) + Math.abs(d[last + 1]!);
    if (Math.abs(e[last]!) <= Number.EPSILON * scale) break;
    last++;
  }
  return last;
}

/** One QL step on the block first..last: a bulge is chased from its end to its beginning by plane rotations (c, s). */
function stepQL(d: Float64Array, e: Float64Array, first: number, last: number): void {
  const ratio = (d[first + 1]! - d[first]!) / (2 * e[first]!);
  const length = Math.hypot(ratio, 1);
  let g = d[last]! - d[first]! + e[first]! / (ratio + (ratio >= 0 ? length : -length));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let index = last - 1; index >= first; index--) {
    const f = s * e[index]!;
    const b = c * e[index]!;
    const r = Math.sqrt(f * f + g * g);
    e[index + 1] = r;
    if (r === 0) {
      d[index + 1]! -= p;
      e[last] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[index + 1]! - p;
    const t = (d[index]! - g) * s + 2 * c * b;
    p = s * t;
    d[index + 1] = g + p;
    g = c * t - b;
  }
  d[first]! -= p;
  e[first] = g;
  e[last] = 0;
}
