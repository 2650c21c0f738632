import { canInstantiate, createMemory, instantiate, WASM_PAGE_BYTES } from '@contrapposto/tensor';
import type { MatrixKernels, MultiplyOptions, Tridiagonal } from './kernels.js';
import { createMatrix, type Matrix, type MatrixView } from './matrix.js';
import { packPanels, padded } from './pack-panels.js';
import { LOOPS, TILE, type Loops } from './wasm-loops.js';
import { tridiagonalizeBlocked } from './wasm-tridiagonalize.js';

/**
 * A block of A, of B, and their depth: A's block stays in a core's second cache (256 KiB), a panel of B in its first (8 KiB). The more rows of B, the
 * less often A is packed.
 */
const A_ROWS = 128;
const B_ROWS = 512;
const DEPTH = 256;
/** Rows of A that one call multiplies; also what a symmetric product computes too much along its diagonal. */
const CALL_ROWS = 32;

const DOUBLE = 8;

/** Null where the engine has no WebAssembly with 128-bit SIMD. */
export function createWasmKernels(): MatrixKernels | null {
  const loops = LOOPS.find(({ functions }) => canInstantiate(functions));
  return loops ? new WasmKernels(loops) : null;
}

/**
 * Blocked algorithms in a memory of their own, which grows with the largest matrix so far.
 * Source: Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008.
 */
class WasmKernels implements MatrixKernels {
  readonly name: string;
  private readonly memory = createMemory(0);
  private readonly loops: Loops;

  constructor({ name, functions }: (typeof LOOPS)[number]) {
    this.name = name;
    this.loops = instantiate(functions, this.memory);
  }

  multiplyTransposed(a: MatrixView, b: MatrixView, { symmetric = false }: MultiplyOptions = {}): Matrix {
    const stride = padded(b.rows, TILE);
    const lengths = [A_ROWS * DEPTH, Math.min(B_ROWS, stride) * DEPTH, padded(a.rows, TILE) * stride] as const;
    const [packedA, packedB, product] = this.clear(...lengths) as [Float64Array, Float64Array, Float64Array];
    for (let column = 0; column < b.rows; column += B_ROWS) {
      const rows = symmetric ? Math.min(a.rows, column + B_ROWS) : a.rows;
      for (let depth = 0; depth < a.columns; depth += DEPTH) {
        const partB = packPanels(b, { row: column, rows: B_ROWS, column: depth, columns: DEPTH }, packedB);
        if (partB.isZero) continue;
        for (let row = 0; row < rows; row += A_ROWS) {
          const partA = packPanels(a, { row, rows: A_ROWS, column: depth, columns: DEPTH }, packedA);
          if (partA.isZero) continue;
          for (let call = 0; call < partA.panels; call += CALL_ROWS / TILE) {
            const skipped = symmetric ? clamp(Math.floor((row - column) / TILE) + call, partB.panels) : 0;
            const panelBytes = partA.columns * TILE * DOUBLE;
            this.loops.multiplyPanels(
              packedA.byteOffset + call * panelBytes,
              packedB.byteOffset + skipped * panelBytes,
              product.byteOffset + ((row + call * TILE) * stride + column + skipped * TILE) * DOUBLE,
              Math.min(CALL_ROWS / TILE, partA.panels - call),
              partB.panels - skipped,
              partA.columns,
              stride * DOUBLE,
            );
          }
        }
      }
    }
    const result = withoutPadding(product, stride, a.rows, b.rows);
    if (symmetric) mirrorUpper(result);
    return result;
  }

  tridiagonalize(matrix: Matrix): Tridiagonal {
    return tridiagonalizeBlocked(matrix, this.loops, (...lengths) => this.clear(...lengths));
  }

  allocate(length: number): Float64Array {
    return new Float64Array(length);
  }

  /** Zeroed arrays of so many doubles in the kernels' own memory; those of the call before are gone. */
  private clear(...lengths: readonly number[]): Float64Array[] {
    const bytes = lengths.reduce((sum, length) => sum + length, 0) * DOUBLE;
    const missing = bytes - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / WASM_PAGE_BYTES));
    let offset = 0;
    return lengths.map((length) => {
      const array = new Float64Array(this.memory.buffer, offset, length).fill(0);
      offset += length * DOUBLE;
      return array;
    });
  }
}

function clamp(value: number, maximum: number): number {
  return Math.max(0, Math.min(value, maximum));
}

function withoutPadding(data: Float64Array, stride: number, rows: number, columns: number): Matrix {
  const result = createMatrix(rows, columns);
  for (let row = 0; row < rows; row++)
    result.data.set(data.subarray(row * stride, row * stride + columns), row * columns);
  return result;
}

function mirrorUpper({ data, rows }: Matrix): void {
  for (let row = 1; row < rows; row++)
    for (let column = 0; column < row; column++) data[row * rows + column] = data[column * rows + row]!;
}
