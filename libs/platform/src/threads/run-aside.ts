import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codeOf } from '../database/database.js';

export const MAX_HEAP_MB = 2048;

/** Programs of `bin` run the build, as programs do. */
export function programUrl(program: string): URL {
  return new URL(`../../bin/${program}`, import.meta.url);
}

/** What a thread came to: `outOfMemory` where it would have needed more than it may take, and ended alone. */
export type Aside<Outcome> = { readonly outcome: Outcome } | { readonly outOfMemory: true };

/**
 * Runs a program of `bin` in a thread of its own: what takes seconds must not keep those waiting whom this process serves meanwhile. The
 * program gets the input as `workerData`, and answers with one message.
 */
export async function runAside<Outcome>(program: string, input: unknown): Promise<Aside<Outcome>> {
  const worker = new Worker(programUrl(program), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  try {
    const [outcome] = (await once(worker, 'message')) as [Outcome];
    return { outcome };
  } catch (error) {
    if (codeOf(error) !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
    return { outOfMemory: true };
  } finally {
    await worker.terminate();
  }
}
