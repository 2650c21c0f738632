import { isTerminal, type Client, type EvaluationReport } from '@contrapposto/client';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { createProgress, SILENT, type Progress } from '../report/progress.js';

interface FollowOptions {
  readonly json?: boolean;
}

/**
 * Shows how far a report is until it ends, and returns it. Ctrl-C stops the looking on, not the report.
 *
 * @throws CliError REPORT_FAILED for one that ends without results
 */
export async function followToEnd(
  service: Client,
  { stderr, signal }: Context,
  id: string,
  { json = false }: FollowOptions,
): Promise<EvaluationReport> {
  const progress = json && !stderr.isTTY ? SILENT : createProgress(stderr, 'samples');
  const show = createStages(progress);
  try {
    for await (const { type, payload } of service.followReport(id, { signal })) {
      if (type === 'PROGRESS') show(payload);
      else if (!isTerminal(type)) progress.stage(type.toLowerCase().replaceAll('_', ' '));
    }
    return assertSucceeded(await service.getReport(id, { signal }));
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new CliError(
      'CANCELED',
      `No longer looking on. The report goes on: "report follow ${id}" looks on again, "report cancel ${id}" ends it.`,
    );
  } finally {
    progress.stop();
  }
}

/** Shows what the service tells of a report that runs; what is left is reckoned from the beginning of the stage. */
function createStages(progress: Progress): (payload: unknown) => void {
  let [current, since] = ['', 0];
  return (payload) => {
    const { stage, done, total } = payload as { readonly stage: string; readonly done: number; readonly total: number };
    if (stage !== current) [current, since] = [stage, performance.now()];
    progress.stage(stage.toLowerCase());
    if (total > 0) progress.step(done, total, performance.now() - since, null);
  };
}

function assertSucceeded(report: EvaluationReport): EvaluationReport {
  const { state, failure, id } = report;
  if (state === 'SUCCEEDED') return report;
  const why = failure ? `: ${failure.code}, ${failure.message}` : '';
  throw new CliError(
    'REPORT_FAILED',
    `Expected results, got a report that was ${state.toLowerCase()}${why} (${id}).\n"report retry ${id}" tries it again.`,
  );
}
