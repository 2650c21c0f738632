import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codeOf } from '../database/database.js';
import { MAX_HEAP_MB, programUrl } from './run-aside.js';

/** Thrown where a thread would have needed more memory than it may take; it has ended alone. */
export class OutOfMemory extends Error {}

/**
 * Runs a program of `bin` in a thread of its own that answers with one message after another, and waits after each until it is asked for
 * the next: what it reads is never further ahead than one message. The thread ends with the iteration, however that ends.
 *
 * @throws OutOfMemory; what the thread throws; the signal's reason
 */
export async function* readAside<Message>(
  program: string,
  input: unknown,
  signal?: AbortSignal,
): AsyncGenerator<Message, void, undefined> {
  signal?.throwIfAborted();
  const worker = new Worker(programUrl(program), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  try {
    for (;;) {
      const [message] = (await once(worker, 'message', signal ? { signal } : {})) as [Message | null];
      if (message === null) return;
      yield message;
      worker.postMessage('next');
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? new OutOfMemory() : error;
  } finally {
    await worker.terminate();
  }
}
