/** Rows of a table: `count` rows of `width` numbers, one after another at `stride`. */
export interface SampleTable {
  readonly values: ArrayLike<number>;
  readonly width: number;
  readonly stride: number;
  /** Which rows. */
  readonly rows: Uint32Array;
}

export function computeMean({ values, width, stride, rows }: SampleTable): Float64Array {
  const mean = new Float64Array(width);
  for (const row of rows)
    for (let column = 0; column < width; column++) mean[column]! += values[row * stride + column]! / rows.length;
  return mean;
}

function computeCovariance({ values, width, stride, rows }: SampleTable, mean: Float64Array): Float64Array[] {
  const covariance = Array.from({ length: width }, () => new Float64Array(width));
  const off = new Float64Array(width);
  for (const row of rows) {
    for (let column = 0; column < width; column++) off[column] = values[row * stride + column]! - mean[column]!;
    for (let i = 0; i < width; i++) for (let j = i; j < width; j++) covariance[i]![j]! += off[i]! * off[j]!;
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) covariance[i]![j] = covariance[j]![i]!;
  return covariance;
}

/** Turns axes p and q of a symmetric matrix so that their entry becomes 0 (Golub and Van Loan, Matrix Computations, 8.5.2). */
function rotate(matrix: Float64Array[], axes: Float64Array[], p: number, q: number): void {
  const off = matrix[p]![q]!;
  if (off === 0) return;
  const ratio = (matrix[q]![q]! - matrix[p]![p]!) / (2 * off);
  const tangent = Math.sign(ratio || 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
  const cos = 1 / Math.sqrt(tangent * tangent + 1);
  const sin = tangent * cos;
  for (const line of matrix) {
    const [a, b] = [line[p]!, line[q]!];
    line[p] = cos * a - sin * b;
    line[q] = sin * a + cos * b;
  }
  for (const rows of [matrix, axes]) {
    const [first, second] = [rows[p]!, rows[q]!];
    for (let column = 0; column < first.length; column++) {
      const [a, b] = [first[column]!, second[column]!];
      first[column] = cos * a - sin * b;
      second[column] = sin * a + cos * b;
    }
  }
}

const MOST_SWEEPS = 30;
const CONVERGED = 1e-20;

function isDiagonal(matrix: readonly Float64Array[]): boolean {
  let [off, on] = [0, 0];
  for (const [i, line] of matrix.entries())
    for (const [j, value] of line.entries()) {
      if (i === j) on += value * value;
      else off += value * value;
    }
  return off <= CONVERGED * on;
}

/**
 * The `count` directions in which the sample differs most, orthonormal, the greatest variance first: eigenvectors of its covariance,
 * by cyclic Jacobi rotations.
 */
export function computePrincipalAxes(sample: SampleTable, mean: Float64Array, count: number): Float64Array[] {
  const { width } = sample;
  const matrix = computeCovariance(sample, mean);
  const axes = Array.from({ length: width }, (_, axis) =>
    Float64Array.from({ length: width }, (__, i) => +(i === axis)),
  );
  for (let sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(matrix); sweep++)
    for (let p = 0; p < width; p++) for (let q = p + 1; q < width; q++) rotate(matrix, axes, p, q);
  const variance = (axis: number) => matrix[axis]![axis]!;
  const ranking = axes.map((_, axis) => axis).sort((a, b) => variance(b) - variance(a));
  return ranking.slice(0, count).map((axis) => axes[axis]!);
}
