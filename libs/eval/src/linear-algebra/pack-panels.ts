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
  const inRows = source.lines === 'ROWS';
  if (!inRows && rows % TILE !== 0) target.fill(0, 0, panels * columns * TILE);
  const [line, place, length] = inRows ? [block.row, block.column, columns] : [block.column, block.row, rows];
  const shift = source.shift?.subarray(place, place + length) ?? new Float64Array(length);
  const start = line * source.stride + place;
  const isZero = (inRows ? packRows : packColumns)(source, start, rows, columns, shift, target);
  return { panels, columns, isZero };
}

/** Where a row lies in memory as it is. A panel is written at once; of one that is not full, the last row is read again, and made zeros. */
function packRows(
  { data, stride }: MatrixView,
  start: number,
  rows: number,
  columns: number,
  shift: Float64Array,
  target: Float64Array,
): boolean {
  let isZero = true;
  let to = 0;
  for (let row = 0; row < rows; row += TILE) {
    const last = rows - 1 - row;
    const first = start + row * stride;
    const [second, third, fourth] = [Math.min(1, last), Math.min(2, last), Math.min(3, last)].map(
      (place) => first + place * stride,
    ) as [number, number, number];
    for (let column = 0; column < columns; column++, to += TILE) {
      const off = shift[column]!;
      const one = data[first + column]! - off;
      const two = data[second + column]! - off;
      const three = data[third + column]! - off;
      const four = data[fourth + column]! - off;
      if (one !== 0 || two !== 0 || three !== 0 || four !== 0) isZero = false;
      target[to] = one;
      target[to + 1] = last < 1 ? 0 : two;
      target[to + 2] = last < 2 ? 0 : three;
      target[to + 3] = last < 3 ? 0 : four;
    }
  }
  return isZero;
}

/** Where a column does. The rows of a panel are written at once, those of one that is not full singly. */
function packColumns(
  { data, stride }: MatrixView,
  start: number,
  rows: number,
  columns: number,
  shift: Float64Array,
  target: Float64Array,
): boolean {
  let isZero = true;
  const panel = columns * TILE;
  for (let column = 0; column < columns; column++) {
    const from = start + column * stride;
    let row = 0;
    for (let to = column * TILE; row <= rows - TILE; row += TILE, to += panel) {
      const one = data[from + row]! - shift[row]!;
      const two = data[from + row + 1]! - shift[row + 1]!;
      const three = data[from + row + 2]! - shift[row + 2]!;
      const four = data[from + row + 3]! - shift[row + 3]!;
      if (one !== 0 || two !== 0 || three !== 0 || four !== 0) isZero = false;
      target[to] = one;
      target[to + 1] = two;
      target[to + 2] = three;
      target[to + 3] = four;
    }
    for (let to = row * columns + column * TILE; row < rows; row++, to++) {
      const value = data[from + row]! - shift[row]!;
      if (value !== 0) isZero = false;
      target[to] = value;
    }
  }
  return isZero;
}

export function padded(length: number, multiple: number): number {
  return Math.ceil(length / multiple) * multiple;
}
