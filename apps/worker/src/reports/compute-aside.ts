import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { MeasuredSample, ReportOptions, ReportResults } from '@contrapposto/eval';

const PROGRAM = new URL('../../bin/report-computer.mjs', import.meta.url);

/**
 * `computeReport` in a thread of its own: intervals take many seconds, in which a lease has to be renewed and a wish to cancel heard.
 *
 * @throws the signal's reason; whatever computeReport throws
 */
export async function computeReportAside(
  samples: readonly MeasuredSample[],
  options: ReportOptions,
  signal: AbortSignal,
): Promise<ReportResults> {
  signal.throwIfAborted();
  const thread = new Worker(PROGRAM, { workerData: { samples, options } });
  try {
    const [results] = (await once(thread, 'message', { signal })) as [ReportResults];
    return results;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await thread.terminate();
  }
}
