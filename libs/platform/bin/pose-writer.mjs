/** A thread that writes poses in a format and ends: see src/exports/export-poses.ts. It runs the build, as programs do. */
import { parentPort, workerData } from 'node:worker_threads';
import { writePoses } from '../dist/exports/write-poses.js';

parentPort.postMessage(writePoses(workerData));
