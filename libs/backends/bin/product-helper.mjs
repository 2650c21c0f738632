/** A thread that helps with products of matrices: see src/matrix/threaded-kernels.ts. It runs the build of libs/eval, as programs do. */
import { parentPort } from 'node:worker_threads';
import { createMatrixKernels, workOnProduct } from '@contrapposto/eval';

const kernels = createMatrixKernels();
parentPort.on('message', (product) => workOnProduct(product, kernels));
