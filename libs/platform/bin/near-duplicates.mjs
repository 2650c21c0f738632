/** A thread that finds a library's near duplicates and ends: see src/search/find-near-duplicates.ts. It runs the build, as programs do. */
import { parentPort, workerData } from 'node:worker_threads';
import { pairShapes } from '../dist/search/pair-shapes.js';

parentPort.postMessage(pairShapes(workerData));
