export type { WorkerConfig } from './config.js';
export { startWorker, type Worker } from './start-worker.js';
