import { EvalError } from '../errors.js';
import { getMatrixKernels, type MatrixKernels } from '../linear-algebra/kernels.js';
import { createMatrix, transpose, type Matrix, type MatrixView } from '../linear-algebra/matrix.js';

/** Features of several pictures, row-major (count, dimensions), in the extractor's units. */
export interface FeatureRows {
  readonly count: number;
  readonly dimensions: number;
  readonly data: Float32Array | Float64Array;
}

/** What a normal distribution needs to know of any number of features. */
export interface FeatureMoments {
  readonly count: number;
  /** (dimensions) */
  readonly mean: Float64Array;
  /** The sum of (x - mean)·(x - mean)ᵀ, (dimensions, dimensions): count - 1 times the covariance. */
  readonly scatter: Matrix;
}

export function computeMoments(rows: FeatureRows, kernels: MatrixKernels = getMatrixKernels()): FeatureMoments {
  const mean = computeMean(rows);
  const centred = transpose(viewRows(rows, mean));
  return { count: rows.count, mean, scatter: kernels.multiplyTransposed(centred, centred, { symmetric: true }) };
}

/**
 * The moments of both together.
 *
 *     scatter = scatter_a + scatter_b + (n_a·n_b / n)·d·dᵀ,    d = mean_b - mean_a
 *
 * Source: Chan, Golub and LeVeque, Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979.
 *
 * @throws EvalError INCOMPATIBLE_STATISTICS for features of unlike lengths
 */
export function mergeMoments(a: FeatureMoments, b: FeatureMoments): FeatureMoments {
  assertSameDimensions(a.mean.length, b.mean.length);
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const size = a.mean.length;
  const distance = b.mean.map((value, index) => value - a.mean[index]!);
  const mean = a.mean.map((value, index) => value + (b.count / count) * distance[index]!);
  const scatter = createMatrix(size, size);
  for (let row = 0; row < size; row++) {
    const factor = ((a.count * b.count) / count) * distance[row]!;
    for (let column = 0, at = row * size; column < size; column++, at++)
      scatter.data[at] = a.scatter.data[at]! + b.scatter.data[at]! + factor * distance[column]!;
  }
  return { count, mean, scatter };
}

/** @returns zeros of no rows */
export function computeMean({ count, dimensions, data }: FeatureRows): Float64Array {
  const mean = new Float64Array(dimensions);
  if (count === 0) return mean;
  for (let row = 0, at = 0; row < count; row++)
    for (let column = 0; column < dimensions; column++, at++) mean[column]! += data[at]!;
  return mean.map((sum) => sum / count);
}

/** Rows as a matrix, less a vector. */
export function viewRows({ count, dimensions, data }: FeatureRows, shift?: Float64Array): MatrixView {
  return { data, rows: count, columns: dimensions, lines: 'ROWS', stride: dimensions, ...(shift && { shift }) };
}

export function sliceRows({ count, dimensions, data }: FeatureRows, first: number, length: number): FeatureRows {
  const end = Math.min(count, first + length);
  return { count: end - first, dimensions, data: data.subarray(first * dimensions, end * dimensions) };
}

/** @throws EvalError INCOMPATIBLE_STATISTICS */
export function assertSameDimensions(expected: number, got: number): void {
  if (expected === got) return;
  throw new EvalError(
    'INCOMPATIBLE_STATISTICS',
    `Expected features of ${expected} dimensions on both sides, got ${got}. Use one extractor and one layer of it for all pictures.`,
  );
}
