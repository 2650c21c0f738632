import type { Tridiagonal } from './kernels.js';
import type { Matrix } from './matrix.js';
import { padded } from './pack-panels.js';
import { reflect } from './portable-kernels.js';
import { TILE, type Loops } from './wasm-loops.js';

/** Columns that are reduced before the rest of the matrix is brought up to date: 2 to a panel's depth. */
const PANEL_COLUMNS = 32;
const DOUBLE = 8;

/**
 * Householder's reduction of a symmetric matrix in panels of columns. Within a panel the matrix stays as it was, and what the panel's
 * reflections have done to it is applied to vectors; after it, the rest is updated by one matrix product, A - V·Wᵀ - W·Vᵀ. Half of the
 * work is then a product, the other half reads the upper triangle once per column.
 *
 * | LAPACK  | here                                                              |
 * |---------|-------------------------------------------------------------------|
 * | dsytrd  | the loop below                                                    |
 * | dlatrd  | `reducePanel`; A, V and W by rows, where LAPACK has them by columns |
 * | dsymv   | `multiplySymmetric`                                               |
 * | dsyr2k  | `updateRest`                                                      |
 */
export function tridiagonalizeBlocked(
  { data, rows: size }: Matrix,
  loops: Loops,
  allocate: (...lengths: readonly number[]) => Float64Array[],
): Tridiagonal {
  const stride = padded(size, TILE);
  const panel = PANEL_COLUMNS * stride;
  const [a, v, w, packedA, packedB] = allocate(stride * stride, panel, panel, 2 * panel, 2 * panel) as Arrays;
  for (let row = 0; row < size; row++) a.set(data.subarray(row * size, (row + 1) * size), row * stride);
  const result = { diagonal: new Float64Array(size), offDiagonal: new Float64Array(Math.max(0, size - 1)) };
  const state: State = { size, stride, a, v, w, packedA, packedB, loops, ...result };
  for (let column = 0; column < size; column += PANEL_COLUMNS) {
    const columns = Math.min(PANEL_COLUMNS, size - column);
    reducePanel(state, column, columns);
    updateRest(state, column + columns, columns);
  }
  return result;
}

type Arrays = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

interface State extends Tridiagonal {
  readonly size: number;
  /** Rows and columns of `a`, and the length of a row of `v` and `w`: a multiple of TILE. */
  readonly stride: number;
  readonly a: Float64Array;
  /** One row per reflection of the panel: its vector. */
  readonly v: Float64Array;
  /** What the reflection does to A: A - v·wᵀ - w·vᵀ. */
  readonly w: Float64Array;
  readonly packedA: Float64Array;
  readonly packedB: Float64Array;
  readonly loops: Loops;
}

function reducePanel(state: State, first: number, count: number): void {
  const { size, stride, a, v, w, loops, diagonal, offDiagonal } = state;
  for (let index = 0; index < count; index++) {
    const column = first + index;
    const start = column - (column % TILE);
    const bytes = (stride - start) * DOUBLE;
    const at = (rows: Float64Array, row: number): number => rows.byteOffset + (row * stride + start) * DOUBLE;
    const own = v.subarray(index * stride, (index + 1) * stride);
    const image = w.subarray(index * stride, (index + 1) * stride);

    // The matrix' column (its row, being symmetric) as this panel's reflections have left it.
    own.fill(0, 0, column);
    own.set(a.subarray(column * stride + column, (column + 1) * stride), column);
    for (let before = 0; before < index; before++) {
      loops.addScaled(at(v, before), at(v, index), bytes, -w[before * stride + column]!);
      loops.addScaled(at(w, before), at(v, index), bytes, -v[before * stride + column]!);
    }
    diagonal[column] = own[column]!;
    own.fill(0, start, column + 1);
    image.fill(0);
    if (column + 1 >= size) continue;
    const { tau, beta } = reflect(own.subarray(column + 1, size));
    offDiagonal[column] = beta;
    if (tau === 0) {
      own.fill(0);
      continue;
    }

    // w = tau·A·v - tau²/2·(vᵀ·A·v)·v, with A as it would be by now.
    loops.multiplySymmetric(a.byteOffset, start, stride, v.byteOffset + index * stride * DOUBLE, image.byteOffset);
    for (let before = 0; before < index; before++) {
      const alongW = loops.dot(at(w, before), at(v, index), bytes);
      const alongV = loops.dot(at(v, before), at(v, index), bytes);
      loops.addScaled(at(v, before), at(w, index), bytes, -alongW);
      loops.addScaled(at(w, before), at(w, index), bytes, -alongV);
    }
    for (let row = start; row < size; row++) image[row]! *= row <= column ? 0 : tau;
    const half = (tau / 2) * loops.dot(at(w, index), at(v, index), bytes);
    loops.addScaled(at(v, index), at(w, index), bytes, -half);
  }
}

/** A - V·Wᵀ - W·Vᵀ, from row and column `first` on, on and right of the diagonal's tiles. */
function updateRest({ stride, a, v, w, packedA, packedB, loops }: State, first: number, count: number): void {
  const start = first - (first % TILE);
  const panels = (stride - start) / TILE;
  const depth = 2 * PANEL_COLUMNS;
  for (let index = 0; index < PANEL_COLUMNS; index++) {
    for (let panel = 0; panel < panels; panel++) {
      const to = (panel * depth + index) * TILE;
      for (let row = 0; row < TILE; row++) {
        const from = index * stride + start + panel * TILE + row;
        const valueV = index < count ? v[from]! : 0;
        const valueW = index < count ? w[from]! : 0;
        packedA[to + row] = -valueV;
        packedB[to + row] = valueW;
        packedA[to + PANEL_COLUMNS * TILE + row] = -valueW;
        packedB[to + PANEL_COLUMNS * TILE + row] = valueV;
      }
    }
  }
  const panelBytes = depth * TILE * DOUBLE;
  for (let panel = 0; panel < panels; panel++) {
    const row = start + panel * TILE;
    loops.multiplyPanels(
      packedA.byteOffset + panel * panelBytes,
      packedB.byteOffset + panel * panelBytes,
      a.byteOffset + (row * stride + row) * DOUBLE,
      1,
      panels - panel,
      depth,
      stride * DOUBLE,
    );
  }
}
