/** Row-major numbers. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** A matrix, or its transpose, of single or double precision, without moving a number. */
export interface MatrixView {
  readonly data: Float32Array | Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** What lies in memory without a gap: rows or columns. */
  readonly lines: 'ROWS' | 'COLUMNS';
  /** Elements from one line to the next. */
  readonly stride: number;
  /** What is taken off every number, by its place in its line: a centred matrix needs no memory of its own. Default zeros. */
  readonly shift?: Float64Array;
}

export function createMatrix(
  rows: number,
  columns: number,
  data: Float64Array = new Float64Array(rows * columns),
): Matrix {
  return { data, rows, columns };
}

export function viewOf({ data, rows, columns }: Matrix): MatrixView {
  return { data, rows, columns, lines: 'ROWS', stride: columns };
}

export function transpose(matrix: Matrix | MatrixView): MatrixView {
  const view = 'lines' in matrix ? matrix : viewOf(matrix);
  const { rows, columns, lines } = view;
  return { ...view, rows: columns, columns: rows, lines: lines === 'ROWS' ? 'COLUMNS' : 'ROWS' };
}

/** Some rows of a matrix, in place. */
export function sliceRowsOf(view: MatrixView, first: number, count: number): MatrixView {
  const rows = Math.min(count, view.rows - first);
  if (view.lines === 'ROWS') return { ...view, data: view.data.subarray(first * view.stride), rows };
  const shift = view.shift && { shift: view.shift.subarray(first) };
  return { ...view, data: view.data.subarray(first), rows, ...shift };
}

/** The sum of the diagonal. */
export function computeTrace({ data, rows, columns }: Matrix): number {
  let sum = 0;
  for (let row = 0; row < Math.min(rows, columns); row++) sum += data[row * columns + row]!;
  return sum;
}
