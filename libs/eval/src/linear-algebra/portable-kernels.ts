import type { MatrixKernels, Tridiagonal } from './kernels.js';
import { createMatrix, type Matrix, type MatrixView } from './matrix.js';

/** Plain loops: for engines without WebAssembly's SIMD, and what the quick kernels are compared with. */
export const portableKernels: MatrixKernels = {
  name: 'portable',
  multiplyTransposed,
  tridiagonalize,
  allocate: (length) => new Float64Array(length),
};

function multiplyTransposed(a: MatrixView, b: MatrixView): Matrix {
  const product = createMatrix(a.rows, b.rows);
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < b.rows; column++) {
      let sum = 0;
      for (let k = 0; k < a.columns; k++) sum += read(a, row, k) * read(b, column, k);
      product.data[row * b.rows + column] = sum;
    }
  }
  return product;
}

function read({ data, lines, stride, shift }: MatrixView, row: number, column: number): number {
  const [line, place] = lines === 'ROWS' ? [row, column] : [column, row];
  return data[line * stride + place]! - (shift?.[place] ?? 0);
}

/** Householder's reduction, one column after another. Source: Golub and Van Loan, Matrix Computations, algorithm 8.3.1. */
function tridiagonalize(matrix: Matrix): Tridiagonal {
  const size = matrix.rows;
  const a = matrix.data.slice();
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(Math.max(0, size - 1));
  for (let column = 0; column < size - 1; column++) {
    const v = a.slice(column * size + column + 1, (column + 1) * size);
    const { tau, beta } = reflect(v);
    offDiagonal[column] = beta;
    reflectBothSides(a, size, v, tau);
  }
  for (let index = 0; index < size; index++) diagonal[index] = a[index * size + index]!;
  return { diagonal, offDiagonal };
}

/** The last rows and columns of A by H = 1 - tau·v·vᵀ from both sides: A - v·wᵀ - w·vᵀ. */
function reflectBothSides(a: Float64Array, size: number, v: Float64Array, tau: number): void {
  const start = size - v.length;
  const w = v.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < v.length; column++) sum += a[(start + row) * size + start + column]! * v[column]!;
    return tau * sum;
  });
  const half = (tau / 2) * v.reduce((sum, value, index) => sum + value * w[index]!, 0);
  for (let row = 0; row < v.length; row++) w[row]! -= half * v[row]!;
  for (let row = 0; row < v.length; row++)
    for (let column = 0; column < v.length; column++)
      a[(start + row) * size + start + column]! -= v[row]! * w[column]! + w[row]! * v[column]!;
}

/**
 * Turns x into the v of a reflection H = 1 - tau·v·vᵀ with H·x = beta·e_0; v_0 = 1.
 * Source: LAPACK, dlarfg.
 */
export function reflect(x: Float64Array): { readonly tau: number; readonly beta: number } {
  const alpha = x[0] ?? 0;
  let rest = 0;
  for (let index = 1; index < x.length; index++) rest += x[index]! ** 2;
  if (rest === 0) return { tau: 0, beta: alpha };
  const beta = -Math.sign(alpha || 1) * Math.sqrt(alpha * alpha + rest);
  for (let index = 1; index < x.length; index++) x[index]! /= alpha - beta;
  x[0] = 1;
  return { tau: (beta - alpha) / beta, beta };
}
