import type { MatrixView } from './matrix.js';
import { TILE } from './wasm-loops.js';

/** The rows and columns of a matrix that are packed at once. */
export interface Block {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

export interface Packed {
  readonly panels: number;
  readonly columns: number;
  /** Nothing in the block is anything but 0: half of the blocks of a triangle. */
  readonly isZero: boolean;
}

/** A block as panels of TILE rows: each holds its rows' first elements, then their second ones; padded with zeros. */
export function packPanels(source: MatrixView, block: Block, target: Float64Array): Packed {
  const rows = Math.min(block.rows, source.rows - block.row);
  const columns = Math.min(block.columns, source.columns - block.column);
  const panels = Math.ceil(rows / TILE);
  if (rows % TILE !== 0) target.fill(0, 0, panels * columns * TILE);
  const inRows = source.lines === 'ROWS';
  const [line, place, length] = inRows ? [block.row, block.column, columns] : [block.column, block.row, rows];
  const shift = source.shift?.subarray(place, place + length) ?? new Float64Array(length);
  const start = line * source.stride + place;
  const isZero = (inRows ? packRows : packColumns)(source, start, rows, columns, shift, target);
  return { panels, columns, isZero };
}

/** Where a row lies in memory as it is. */
function packRows(
  { data, stride }: MatrixView,
  start: number,
  rows: number,
  columns: number,
  shift: Float64Array,
  target: Float64Array,
): boolean {
  let isZero = true;
  for (let row = 0; row < rows; row++) {
    const from = start + row * stride;
    let to = (row - (row % TILE)) * columns + (row % TILE);
    for (let column = 0; column < columns; column++, to += TILE) {
      const value = data[from + column]! - shift[column]!;
      if (value !== 0) isZero = false;
      target[to] = value;
    }
  }
  return isZero;
}

/** Where a column does. */
function packColumns(
  { data, stride }: MatrixView,
  start: number,
  rows: number,
  columns: number,
  shift: Float64Array,
  target: Float64Array,
): boolean {
  let isZero = true;
  for (let column = 0; column < columns; column++) {
    const from = start + column * stride;
    for (let row = 0; row < rows; row++) {
      const value = data[from + row]! - shift[row]!;
      if (value !== 0) isZero = false;
      target[(row - (row % TILE)) * columns + column * TILE + (row % TILE)] = value;
    }
  }
  return isZero;
}

export function padded(length: number, multiple: number): number {
  return Math.ceil(length / multiple) * multiple;
}
