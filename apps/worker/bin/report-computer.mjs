/** A thread that computes a report and ends: see src/reports/compute-aside.ts. It runs the build of libs/eval, as programs do. */
import { parentPort, workerData } from 'node:worker_threads';
import { computeReport } from '@contrapposto/eval';

const { samples, options } = workerData;
parentPort.postMessage(computeReport(samples, options));
parentPort.close();
