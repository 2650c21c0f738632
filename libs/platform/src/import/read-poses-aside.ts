import { OutOfMemory, readAside } from '../threads/read-aside.js';
import type { PoseFile, ReadPart } from './read-poses.js';

/** `readPoses` in a thread of its own. A file that would need more memory than the thread may take is refused. */
export async function* readPosesAside(file: PoseFile, signal?: AbortSignal): AsyncGenerator<ReadPart, void, undefined> {
  try {
    yield* readAside<ReadPart>('pose-reader.mjs', file, signal);
  } catch (error) {
    if (!(error instanceof OutOfMemory)) throw error;
    const where = `upload ${file.fileName}`;
    const report = { expected: 'a file that fits into memory', got: 'a larger one', where, advice: 'Split the file.' };
    yield { refusal: 'UPLOAD_UNREADABLE', report };
  }
}
