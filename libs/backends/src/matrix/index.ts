export { createThreadedKernels, type ThreadedKernels } from './threaded-kernels.js';
