/** Row-major numbers. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** A matrix, or its transpose, without moving a number. */
export interface MatrixView extends Matrix {
  /** Elements from one row to the next, and from one column to the next; one of the two is 1. */
  readonly rowStride: number;
  readonly columnStride: number;
}

export function createMatrix(rows: number, columns: number, data = new Float64Array(rows * columns)): Matrix {
  return { data, rows, columns };
}

export function viewOf({ data, rows, columns }: Matrix): MatrixView {
  return { data, rows, columns, rowStride: columns, columnStride: 1 };
}

export function transpose({ data, rows, columns }: Matrix): MatrixView {
  return { data, rows: columns, columns: rows, rowStride: 1, columnStride: columns };
}

/** The sum of the diagonal. */
export function computeTrace({ data, rows, columns }: Matrix): number {
  let sum = 0;
  for (let row = 0; row < Math.min(rows, columns); row++) sum += data[row * columns + row]!;
  return sum;
}

/** The sum of the squares, ||A||_F^2: the trace of A·Aᵀ. */
export function computeSquaredNorm({ data }: Matrix): number {
  let sum = 0;
  for (const value of data) sum += value * value;
  return sum;
}
