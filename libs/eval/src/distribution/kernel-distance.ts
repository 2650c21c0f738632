import { MersenneTwister } from '@contrapposto/tensor';
import { EvalError } from '../errors.js';
import { getMatrixKernels, type MatrixKernels } from '../linear-algebra/kernels.js';
import { assertSameDimensions, type FeatureRows } from './feature-moments.js';
import { computeKernelMatrix, CUBIC_KERNEL, type PolynomialKernel } from './kernel-matrix.js';

/** Rows of the one and of the other side that are compared, as many of each. */
export interface SubsetPair {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

export interface KernelDistance {
  readonly mean: number;
  /** Over subsets, divided by their number. */
  readonly standardDeviation: number;
  /** One per subset. */
  readonly values: Float64Array;
}

/**
 * The squared maximum mean discrepancy of two sets of features, without bias (so below 0 at times), over subsets of m pictures each:
 *
 *     sum_{i≠j} k(x_i, x_j) / (m (m - 1)) + sum_{i≠j} k(y_i, y_j) / (m (m - 1)) - 2 sum_{i,j} k(x_i, y_j) / m²
 *
 * Of Inception-v3's features with the cubic kernel: KID. Papers print it times 10, 100 or 1,000; this does not.
 *
 * Sources: Gretton et al., A Kernel Two-Sample Test, 2012; Bińkowski et al., Demystifying MMD GANs, 2018 (KID); torch-fidelity, metric_kid.py.
 *
 * @throws EvalError INCOMPATIBLE_STATISTICS for features of unlike lengths
 */
export function computeKernelDistance(
  a: FeatureRows,
  b: FeatureRows,
  subsets: readonly SubsetPair[],
  kernel: PolynomialKernel = CUBIC_KERNEL,
  kernels: MatrixKernels = getMatrixKernels(),
): KernelDistance {
  assertSameDimensions(a.dimensions, b.dimensions);
  const [left, right] = [subsets.map((subset) => subset.a), subsets.map((subset) => subset.b)];
  const within = [sumKernel(a, a, left, left, kernel, kernels), sumKernel(b, b, right, right, kernel, kernels)];
  const across = sumKernel(a, b, left, right, kernel, kernels);
  const values = Float64Array.from(subsets, (subset, index) => {
    const size = subset.a.length;
    return (within[0]![index]! + within[1]![index]!) / (size * (size - 1)) - (2 * across[index]!) / size ** 2;
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, standardDeviation: Math.sqrt(variance), values };
}

/** Per subset, the kernel summed over its pairs; of a set with itself, without a picture's pair with itself. */
function sumKernel(
  a: FeatureRows,
  b: FeatureRows,
  rowsOfA: readonly Uint32Array[],
  rowsOfB: readonly Uint32Array[],
  kernel: PolynomialKernel,
  kernels: MatrixKernels,
): Float64Array {
  const sums = new Float64Array(rowsOfA.length);
  for (const { first, rows: count, columns, data } of computeKernelMatrix(a, b, kernel, kernels)) {
    rowsOfA.forEach((rows, subset) => {
      for (const row of rows) {
        if (row < first || row >= first + count) continue;
        const start = (row - first) * columns;
        let sum = 0;
        for (const column of rowsOfB[subset]!) sum += data[start + column]!;
        sums[subset]! += a === b ? sum - data[start + row]! : sum;
      }
    });
  }
  return sums;
}

/**
 * Subsets without replacement, each side's in turn from one stream: numpy's `RandomState(seed).choice(count, size, replace=False)`, so that
 * the same seed draws the same pictures here as in torch-fidelity.
 *
 * @throws EvalError TOO_FEW_SAMPLES where a side has fewer pictures than a subset
 */
export function drawSubsets(
  counts: { readonly a: number; readonly b: number },
  { subsets, subsetSize, seed }: { readonly subsets: number; readonly subsetSize: number; readonly seed: number },
): SubsetPair[] {
  if (Math.min(counts.a, counts.b) < subsetSize)
    throw new EvalError(
      'TOO_FEW_SAMPLES',
      `Expected at least ${subsetSize} pictures a side, a subset's size, got ${counts.a} and ${counts.b}. Choose smaller subsets.`,
    );
  const engine = new MersenneTwister(seed);
  const draw = (count: number): Uint32Array => permute(count, engine).subarray(0, subsetSize);
  return Array.from({ length: subsets }, () => ({ a: draw(counts.a), b: draw(counts.b) }));
}

/** Fisher and Yates' shuffle from the end; a number beyond the limit is drawn again. Source: numpy, RandomState.permutation. */
function permute(count: number, engine: MersenneTwister): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const mask = 2 ** Math.ceil(Math.log2(last + 1)) - 1;
    let place: number;
    do place = (engine.nextUint32() & mask) >>> 0;
    while (place > last);
    [order[last], order[place]] = [order[place]!, order[last]!];
  }
  return order;
}
