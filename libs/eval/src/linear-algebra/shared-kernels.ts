import type { MatrixKernels, MultiplyOptions, Tridiagonal } from './kernels.js';
import { createMatrix, type Matrix, type MatrixView } from './matrix.js';
import { DONE, listTiles, workOnProduct, type SharedProduct } from './shared-product.js';

/** A thread that calls `workOnProduct` with every message that it gets. Node's workers and the web's are such. */
export interface ProductHelper {
  postMessage(product: SharedProduct): void;
}

/** A helper that takes so long for one tile is gone. */
const LONGEST_TILE_MS = 120_000;

/**
 * Kernels that share large products with threads; small ones, and what is no product, run on `own`. The calling thread works as well, and waits
 * for the last tile: in browsers this has to be a worker.
 */
export function createSharedKernels(own: MatrixKernels, helpers: readonly ProductHelper[]): MatrixKernels {
  return helpers.length === 0 ? own : new SharedKernels(own, helpers);
}

class SharedKernels implements MatrixKernels {
  readonly name: string;

  constructor(
    private readonly own: MatrixKernels,
    private readonly helpers: readonly ProductHelper[],
  ) {
    this.name = `${own.name}, ${helpers.length + 1} threads`;
  }

  multiplyTransposed(a: MatrixView, b: MatrixView, options: MultiplyOptions = {}): Matrix {
    const { symmetric = false } = options;
    const tileCount = listTiles(a.rows, b.rows, symmetric).length;
    if (tileCount < 2) return this.own.multiplyTransposed(a, b, options);
    const shared = shareNumbers(a.data);
    const task: SharedProduct = {
      a: { ...a, data: shared },
      b: { ...b, data: b.data === a.data ? shared : shareNumbers(b.data) },
      symmetric,
      product: this.allocate(a.rows * b.rows),
      progress: new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)),
    };
    for (const helper of this.helpers) helper.postMessage(task);
    workOnProduct(task, this.own);
    waitForTiles(task.progress, tileCount);
    return createMatrix(a.rows, b.rows, task.product);
  }

  tridiagonalize(matrix: Matrix): Tridiagonal {
    return this.own.tridiagonalize(matrix);
  }

  allocate(length: number): Float64Array {
    return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
  }
}

/** The numbers in memory that threads share: a copy, where they are not there already. */
function shareNumbers<Numbers extends Float32Array | Float64Array>(numbers: Numbers): Numbers {
  if (numbers.buffer instanceof SharedArrayBuffer) return numbers;
  const Constructor = numbers.constructor as new (buffer: SharedArrayBuffer) => Numbers;
  const shared = new Constructor(new SharedArrayBuffer(numbers.byteLength));
  shared.set(numbers);
  return shared;
}

function waitForTiles(progress: Int32Array, count: number): void {
  for (let done = Atomics.load(progress, DONE); done < count; done = Atomics.load(progress, DONE))
    if (Atomics.wait(progress, DONE, done, LONGEST_TILE_MS) === 'timed-out')
      throw new Error(`expected ${count} tiles of a product, got ${done}: a thread that helps has ended`);
}
