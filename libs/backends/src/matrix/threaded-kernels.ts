import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  createMatrixKernels,
  createSharedKernels,
  type MatrixKernels,
  type ProductHelper,
  type SharedProduct,
} from '@contrapposto/eval';
import { allowRelaxedSimd } from './relaxed-simd.js';

const PROGRAM = new URL('../../bin/product-helper.mjs', import.meta.url);

/** A product of 2,048 x 2,048 has ten tiles: more threads would wait. */
const MOST_THREADS = 8;

export interface ThreadedKernels {
  readonly kernels: MatrixKernels;
  /** Ends the threads: no product may be under way. */
  dispose(): Promise<void>;
}

/**
 * The quickest kernels that there are without native code: products are shared with threads, this one among them, which blocks until they are done.
 * For a thread that nobody waits for.
 *
 * @param threads this one included; as many as there are processors, 8 at most. The others start with the first large product
 */
export function createThreadedKernels(threads = Math.min(availableParallelism(), MOST_THREADS)): ThreadedKernels {
  allowRelaxedSimd();
  const helpers = Array.from({ length: threads - 1 }, () => new HelperThread());
  return {
    kernels: createSharedKernels(createMatrixKernels(), helpers),
    async dispose() {
      await Promise.all(helpers.map((helper) => helper.dispose()));
    },
  };
}

class HelperThread implements ProductHelper {
  private worker: Worker | null = null;

  postMessage(product: SharedProduct): void {
    this.worker ??= this.start();
    this.worker.postMessage(product);
  }

  async dispose(): Promise<void> {
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(PROGRAM);
    worker.unref();
    return worker;
  }
}
