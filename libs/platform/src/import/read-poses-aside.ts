import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codeOf } from '../database/database.js';
import type { PoseFile, ReadOutcome } from './read-poses.js';

const PROGRAM = new URL('../../bin/pose-reader.mjs', import.meta.url);
const MAX_HEAP_MB = 2048;

/**
 * `readPoses` in a thread of its own: a large file takes seconds, and whoever serves others meanwhile must not wait. A file that would
 * need more memory than the thread may take ends the thread alone.
 */
export async function readPosesAside(file: PoseFile): Promise<ReadOutcome> {
  const worker = new Worker(PROGRAM, { workerData: file, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
  try {
    const [outcome] = (await once(worker, 'message')) as [ReadOutcome];
    return outcome;
  } catch (error) {
    if (codeOf(error) !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
    const where = `upload ${file.fileName}`;
    const report = { expected: 'a file that fits into memory', got: 'a larger one', where, advice: 'Split the file.' };
    return { refusal: 'UPLOAD_UNREADABLE', report };
  } finally {
    await worker.terminate();
  }
}
