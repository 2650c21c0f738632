/** A thread that computes a report and ends: see src/reports/compute-aside.ts. It runs the build of the libraries, as programs do. */
import { parentPort, workerData } from 'node:worker_threads';
import { createThreadedKernels } from '@contrapposto/backends/matrix';
import { computeReport } from '@contrapposto/eval';

const { samples, options } = workerData;
const { kernels, dispose } = createThreadedKernels();
parentPort.postMessage(computeReport(samples, options, kernels));
await dispose();
parentPort.close();
