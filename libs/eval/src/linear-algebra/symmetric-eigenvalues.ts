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
  const negligible = computeNegligible(d, e);
  for (let first = 0; first < d.length; first++) {
    for (let steps = 0; ; steps++) {
      const last = findSplit(e, first, negligible);
      if (last === first) break;
      if (steps === MOST_STEPS)
        throw new Error(`expected eigenvalue ${first} of ${d.length} within ${steps} steps, got none`);
      stepQL(d, e, first, last);
    }
  }
  return d;
}

/** The end of the block that begins at `first`: beyond it the matrix falls apart. */
function findSplit(e: Float64Array, first: number, negligible: number): number {
  let last = first;
  while (last < e.length - 1 && Math.abs(e[last]!) > negligible) last++;
  return last;
}

/** What lies below it is lost in the rounding of the matrix itself. */
function computeNegligible(d: Float64Array, e: Float64Array): number {
  const largest = d.reduce((most, value, index) => Math.max(most, Math.abs(value) + Math.abs(e[index]!)), 0);
  return Number.EPSILON * largest;
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
