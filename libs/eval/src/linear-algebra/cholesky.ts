import type { MatrixKernels } from './kernels.js';
import { createMatrix, viewOf, type Matrix, type MatrixView } from './matrix.js';

const BLOCK = 64;

/**
 * The lower triangle L with L·Lᵀ = S, for a symmetric S without negative eigenvalues. A direction in which S vanishes (a feature that never
 * changes, or is the sum of others) gives a column of zeros.
 *
 * By blocks of columns, each brought up to date by those left of it in one matrix product.
 */
export function computeCholesky(matrix: Matrix, kernels: MatrixKernels): Matrix {
  const size = matrix.rows;
  const lower = createMatrix(size, size, kernels.allocate(size * size));
  for (let first = 0; first < size; first += BLOCK) {
    const columns = Math.min(BLOCK, size - first);
    copyBlock(matrix, lower, first, columns);
    if (first > 0) {
      const left = kernels.multiplyTransposed(
        part(lower, first, size - first, first),
        part(lower, first, columns, first),
      );
      subtract(lower, first, left);
    }
    factorBlock(lower, first, columns, matrix);
  }
  return lower;
}

/** The first `columns` of `rows` rows from `row` on. */
function part(matrix: Matrix, row: number, rows: number, columns: number): MatrixView {
  return { ...viewOf(matrix), data: matrix.data.subarray(row * matrix.columns), rows, columns };
}

function copyBlock(from: Matrix, to: Matrix, first: number, columns: number): void {
  for (let row = first; row < from.rows; row++) {
    const at = row * from.columns + first;
    to.data.set(from.data.subarray(at, at + columns), at);
  }
}

function subtract(matrix: Matrix, first: number, { data, rows, columns }: Matrix): void {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      matrix.data[(first + row) * matrix.columns + first + column]! -= data[row * columns + column]!;
}

/** Columns first.. of L, of which only these themselves are still to be taken off. */
function factorBlock({ data, rows: size }: Matrix, first: number, columns: number, original: Matrix): void {
  for (let row = first; row < size; row++) {
    const start = row * size;
    const last = Math.min(row, first + columns - 1);
    for (let column = first; column <= last; column++) {
      const other = column * size;
      let value = data[start + column]!;
      for (let k = first; k < column; k++) value -= data[start + k]! * data[other + k]!;
      const pivot = data[other + column]!;
      if (column < row) data[start + column] = pivot === 0 ? 0 : value / pivot;
      else data[start + column] = Math.sqrt(isPositive(value, original.data[start + column]!, size) ? value : 0);
    }
    data.fill(0, start + last + 1, start + first + columns);
  }
}

/** Whether what is left of a variance is more than rounding. */
function isPositive(left: number, variance: number, size: number): boolean {
  return left > size * Number.EPSILON * variance;
}
