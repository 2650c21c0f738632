import type { Matrix, MatrixView } from './matrix.js';
import { portableKernels } from './portable-kernels.js';
import { createWasmKernels } from './wasm-kernels.js';

/** A symmetric matrix that is 0 off its diagonal and the two beside it. */
export interface Tridiagonal {
  /** (n) */
  readonly diagonal: Float64Array;
  /** (n - 1) */
  readonly offDiagonal: Float64Array;
}

export interface MultiplyOptions {
  /** The product is known to be symmetric: half of it is computed. Default false. */
  readonly symmetric?: boolean;
}

/** The operations that cost n^3, and room for their matrices: everything else of the distribution metrics is written on top of them. Double precision. */
export interface MatrixKernels {
  readonly name: string;
  /** A·Bᵀ: (m, k), (n, k) -> (m, n). */
  multiplyTransposed(a: MatrixView, b: MatrixView, options?: MultiplyOptions): Matrix;
  /** Zeros, in memory that products read without a copy. */
  allocate(length: number): Float64Array;
  /** Qᵀ·A·Q with an orthogonal Q, which is not kept: the same eigenvalues. A is symmetric, n x n. */
  tridiagonalize(a: Matrix): Tridiagonal;
}

let preferred: MatrixKernels | undefined;

/** The quickest that this engine runs: WebAssembly's SIMD, or plain TypeScript where it has none. */
export function getMatrixKernels(): MatrixKernels {
  return (preferred ??= createMatrixKernels());
}

/** Others than `getMatrixKernels` gives, with memory of their own. */
export function createMatrixKernels(): MatrixKernels {
  return createWasmKernels() ?? portableKernels;
}
