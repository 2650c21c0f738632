import { getMatrixKernels, type MatrixKernels } from '../linear-algebra/kernels.js';
import { assertSameDimensions, type FeatureRows } from './feature-moments.js';
import { computeKernelMatrix, CUBIC_KERNEL, type PolynomialKernel } from './kernel-matrix.js';

/** The jackknife leaves a picture out, and the distance without bias needs two that stay. */
const FEWEST = 3;

/**
 * The standard error of the kernel distance of all pictures, by the jackknife: how far it would go if other pictures of the same kind had been
 * drawn, both sides apart. With N and M pictures a side and D_i the distance without picture i,
 *
 *     (N - 1) / N sum_i (D_i - mean D_i)² + the same of the other side's M, under the root
 *
 * It repeats no picture, as a bootstrap would, and so has not its bias. Null below three pictures a side.
 *
 * Source: Arvesen, Jackknifing U-Statistics, 1969.
 *
 * @throws EvalError INCOMPATIBLE_STATISTICS for features of unlike lengths
 */
export function computeKernelDistanceError(
  a: FeatureRows,
  b: FeatureRows,
  kernel: PolynomialKernel = CUBIC_KERNEL,
  kernels: MatrixKernels = getMatrixKernels(),
): number | null {
  assertSameDimensions(a.dimensions, b.dimensions);
  if (Math.min(a.count, b.count) < FEWEST) return null;
  const across = sumLines(a, b, kernel, kernels);
  const withinA = sumLines(a, a, kernel, kernels).rows;
  const withinB = sumLines(b, b, kernel, kernels).rows;
  return Math.sqrt(jackknife(withinA, across.rows, b.count) + jackknife(withinB, across.columns, a.count));
}

interface LineSums {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

/** Of the kernel matrix; of a set with itself, without a picture's pair with itself. */
function sumLines(a: FeatureRows, b: FeatureRows, kernel: PolynomialKernel, kernels: MatrixKernels): LineSums {
  const rows = new Float64Array(a.count);
  const columns = new Float64Array(b.count);
  for (const block of computeKernelMatrix(a, b, kernel, kernels)) {
    for (let row = 0, at = 0; row < block.rows; row++)
      for (let column = 0; column < block.columns; column++, at++) {
        if (a === b && block.first + row === column) continue;
        rows[block.first + row]! += block.data[at]!;
        columns[column]! += block.data[at]!;
      }
  }
  return { rows, columns };
}

/** The variance that one side's pictures bring. Of the distance, only what changes as one of them is left out is written here. */
function jackknife(within: Float64Array, across: Float64Array, otherCount: number): number {
  const count = within.length;
  const total = (sums: Float64Array): number => sums.reduce((sum, value) => sum + value, 0);
  const [allWithin, allAcross] = [total(within), total(across)];
  const without = within.map(
    (own, picture) =>
      (allWithin - 2 * own) / ((count - 1) * (count - 2)) -
      (2 * (allAcross - across[picture]!)) / ((count - 1) * otherCount),
  );
  const mean = total(without) / count;
  return ((count - 1) / count) * without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
