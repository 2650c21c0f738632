/** A thread that reads a pose file and ends: see src/import/read-poses-aside.ts. It runs the build, as programs do. */
import { parentPort, workerData } from 'node:worker_threads';
import { readPoses } from '../dist/import/read-poses.js';

parentPort.postMessage(readPoses(workerData));
