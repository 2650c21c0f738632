import type { MatrixKernels } from './kernels.js';
import { sliceRowsOf, type Matrix, type MatrixView } from './matrix.js';

/** A·Bᵀ as several threads make it, tile by tile. All arrays but shifts lie in memory that the threads share. */
export interface SharedProduct {
  readonly a: MatrixView;
  readonly b: MatrixView;
  /** Tiles below the diagonal are the others' mirror images. */
  readonly symmetric: boolean;
  /** (a.rows, b.rows), row-major. */
  readonly product: Float64Array;
  /** How many tiles are taken, and how many are done. */
  readonly progress: Int32Array;
}

/** Rows and columns of a tile: some ten milliseconds of work, and so few that two threads mostly end together. */
export const TILE_EDGE = 512;
export const TAKEN = 0;
export const DONE = 1;

interface Tile {
  readonly row: number;
  readonly column: number;
}

export function listTiles(rows: number, columns: number, symmetric: boolean): Tile[] {
  const places = (length: number) =>
    Array.from({ length: Math.ceil(length / TILE_EDGE) }, (_, index) => index * TILE_EDGE);
  const tiles = places(rows).flatMap((row) => places(columns).map((column) => ({ row, column })));
  return symmetric ? tiles.filter(({ row, column }) => row <= column) : tiles;
}

/** Takes tiles until none is left. Every thread calls it; one that comes late finds nothing to do. */
export function workOnProduct({ a, b, symmetric, product, progress }: SharedProduct, kernels: MatrixKernels): void {
  const tiles = listTiles(a.rows, b.rows, symmetric);
  for (;;) {
    const tile = tiles[Atomics.add(progress, TAKEN, 1)];
    if (!tile) return;
    const { row, column } = tile;
    const part = kernels.multiplyTransposed(sliceRowsOf(a, row, TILE_EDGE), sliceRowsOf(b, column, TILE_EDGE), {
      symmetric: symmetric && row === column,
    });
    writeTile(product, b.rows, tile, part);
    if (symmetric && row !== column) writeMirror(product, b.rows, tile, part);
    Atomics.add(progress, DONE, 1);
    Atomics.notify(progress, DONE);
  }
}

function writeTile(product: Float64Array, stride: number, { row, column }: Tile, part: Matrix): void {
  for (let line = 0; line < part.rows; line++)
    product.set(part.data.subarray(line * part.columns, (line + 1) * part.columns), (row + line) * stride + column);
}

function writeMirror(product: Float64Array, stride: number, { row, column }: Tile, part: Matrix): void {
  for (let place = 0; place < part.columns; place++) {
    const start = (column + place) * stride + row;
    for (let line = 0; line < part.rows; line++) product[start + line] = part.data[line * part.columns + place]!;
  }
}
