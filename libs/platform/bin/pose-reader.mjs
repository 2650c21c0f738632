/** A thread that reads a pose file part by part and ends: see src/import/read-poses-aside.ts. It runs the build, as programs do. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { readPoses } from '../dist/import/read-poses.js';

for await (const part of readPoses(workerData)) {
  parentPort.postMessage(part);
  await once(parentPort, 'message');
}
parentPort.postMessage(null);
parentPort.close();
