import { runAside } from '../threads/run-aside.js';
import type { PoseFile, ReadOutcome } from './read-poses.js';

/** `readPoses` in a thread of its own. A file that would need more memory than the thread may take is refused. */
export async function readPosesAside(file: PoseFile): Promise<ReadOutcome> {
  const read = await runAside<ReadOutcome>('pose-reader.mjs', file);
  if ('outcome' in read) return read.outcome;
  const where = `upload ${file.fileName}`;
  const report = { expected: 'a file that fits into memory', got: 'a larger one', where, advice: 'Split the file.' };
  return { refusal: 'UPLOAD_UNREADABLE', report };
}
