import { EvalError } from '../errors.js';
import { computeCholesky } from '../linear-algebra/cholesky.js';
import { getMatrixKernels, type MatrixKernels } from '../linear-algebra/kernels.js';
import {
  computeTrace,
  createMatrix,
  transpose,
  viewOf,
  type Matrix,
  type MatrixView,
} from '../linear-algebra/matrix.js';
import { computeSymmetricEigenvalues } from '../linear-algebra/symmetric-eigenvalues.js';
import {
  assertSameDimensions,
  computeMean,
  computeMoments,
  sliceRows,
  viewRows,
  type FeatureMoments,
  type FeatureRows,
} from './feature-moments.js';

/**
 * The Fréchet distance of two normal distributions that have the features' means and covariances (divided by N - 1); 0 for alike ones,
 * in the features' units squared. Of Inception-v3's features: FID.
 *
 *     |m1 - m2|² + tr S1 + tr S2 - 2 tr (S1·S2)^(1/2)
 *
 * No root of a matrix is drawn. With S = Fᵀ·F, the eigenvalues of S1·S2 are those of M·Mᵀ, M = F1·F2ᵀ, which is symmetric, and the trace of
 * the root is the sum of their roots. Where there are fewer pictures than dimensions, F is the pictures themselves and M is as small as
 * their number; else F is Cholesky's triangle. Directions in which a side does not vary are left out of its F, since an eigenvalue of 0
 * comes out as rounding, of which the root is no longer small.
 *
 * Relative error: about 1e-13. Sources: Dowson and Landau, The Fréchet Distance between Multivariate Normal Distributions, 1982; Heusel et
 * al., 2017 (FID).
 *
 * @throws EvalError TOO_FEW_SAMPLES below two pictures a side, INCOMPATIBLE_STATISTICS for features of unlike lengths
 */
export function computeFrechetDistance(
  a: FeatureRows | FeatureMoments,
  b: FeatureRows | FeatureMoments,
  kernels: MatrixKernels = getMatrixKernels(),
): number {
  const [one, other] = [describe(a, kernels), describe(b, kernels)];
  assertSameDimensions(one.mean.length, other.mean.length);
  const squaredDistance = one.mean.reduce((sum, value, index) => sum + (value - other.mean[index]!) ** 2, 0);
  const traceOfRoot = one.scale * other.scale * computeNuclearNorm(one.factor, other.factor, kernels);
  return squaredDistance + one.variance + other.variance - 2 * traceOfRoot;
}

/** A normal distribution. */
interface Normal {
  readonly mean: Float64Array;
  /** The covariance's trace. */
  readonly variance: number;
  /** F, with scale²·Fᵀ·F = S: a row per independent direction, a column per dimension. */
  readonly factor: MatrixView;
  readonly scale: number;
}

function describe(features: FeatureRows | FeatureMoments, kernels: MatrixKernels): Normal {
  if (features.count < 2)
    throw new EvalError(
      'TOO_FEW_SAMPLES',
      `Expected the features of two pictures or more, got ${features.count}. A covariance needs two.`,
    );
  if ('scatter' in features) return describeMoments(features, kernels);
  return features.count <= features.dimensions
    ? describeRows(features)
    : describeMoments(computeMoments(features, kernels), kernels);
}

function describeMoments({ count, mean, scatter }: FeatureMoments, kernels: MatrixKernels): Normal {
  const covariance = { ...scatter, data: scatter.data.map((value) => value / (count - 1)) };
  const lower = dropSilentColumns(computeCholesky(covariance, kernels));
  return { mean, variance: computeTrace(covariance), factor: transpose(lower), scale: 1 };
}

/**
 * N pictures, centred, are N - 1 independent rows. Rather than the mean, which would leave a row too many, the rows are reflected so that
 * their sum falls into the first one, which then is left out:
 *
 *     row_i = x_i - c,    c = (sqrt(N)·mean + x_0) / (sqrt(N) + 1),    i = 1..N-1,    scale = 1 / sqrt(N - 1)
 */
function describeRows(rows: FeatureRows): Normal {
  const mean = computeMean(rows);
  const root = Math.sqrt(rows.count);
  const centre = mean.map((value, column) => (root * value + rows.data[column]!) / (root + 1));
  const variance = sumSquares(rows, mean) / (rows.count - 1);
  const factor = viewRows(sliceRows(rows, 1, rows.count), centre);
  return { mean, variance, factor, scale: 1 / Math.sqrt(rows.count - 1) };
}

/** Of all features' distances from the mean. */
function sumSquares({ count, dimensions, data }: FeatureRows, mean: Float64Array): number {
  let sum = 0;
  for (let row = 0, at = 0; row < count; row++)
    for (let column = 0; column < dimensions; column++, at++) {
      const distance = data[at]! - mean[column]!;
      sum += distance * distance;
    }
  return sum;
}

/** Of a triangle, the columns that are not 0 on the diagonal, and so not everywhere. */
function dropSilentColumns(lower: Matrix): Matrix {
  const size = lower.rows;
  const kept = Array.from({ length: size }, (_, column) => column).filter((at) => lower.data[at * size + at] !== 0);
  if (kept.length === size) return lower;
  const result = createMatrix(size, kept.length);
  for (let row = 0; row < size; row++)
    kept.forEach((column, index) => (result.data[row * kept.length + index] = lower.data[row * size + column]!));
  return result;
}

/** The sum of the singular values of M = F1·F2ᵀ, which are the roots of the eigenvalues of M·Mᵀ and of Mᵀ·M: tr (S1·S2)^(1/2), unscaled. */
function computeNuclearNorm(a: MatrixView, b: MatrixView, kernels: MatrixKernels): number {
  const cross = kernels.multiplyTransposed(a, b);
  const smaller = cross.rows <= cross.columns ? viewOf(cross) : transpose(cross);
  const square = kernels.multiplyTransposed(smaller, smaller, { symmetric: true });
  return computeSymmetricEigenvalues(square, kernels).reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
}
