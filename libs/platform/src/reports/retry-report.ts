import type { Database, Transaction } from '../database/database.js';
import { writeEvent } from '../work/append-event.js';
import { assertRetryable } from '../work/assert-retryable.js';
import { TERMINAL_STATES } from '../work/vocabulary.js';
import { enqueueJobs } from '../work/work-jobs.js';
import { getReport } from './get-report.js';
import { IS_GENERATION_OF_SAMPLE } from './report-sample.js';
import { REPORT } from './report-work.js';
import { type EvaluationReport, REPORT_COLUMNS } from './vocabulary.js';

/** The columns of what was found in a picture. */
const MEASURED = [
  'people',
  'features',
  'object_keypoint_similarity',
  'cosine_average_precision',
  'people_count_error',
  'clip_similarity',
  'measured_at',
];

/**
 * The same request once more, of the same samples and pictures, as a report of its own: what has ended stays as it ended. Pictures that were drawn
 * are not drawn again, and what was found in them is known; its coordinator looks again where it has other instruments. So one that
 * SUCCEEDED is measured anew by those of today, to be compared with what they measure.
 *
 * @throws PlatformError NOT_FOUND; ILLEGAL_TRANSITION where the report has not ended
 */
export function retryReport(database: Database, id: string): Promise<EvaluationReport> {
  return database.transaction(async (tx) => {
    const { state } = await getReport(tx, id);
    assertRetryable(REPORT, id, state, TERMINAL_STATES);
    const { rows } = await tx.query<EvaluationReport>(
      `insert into evaluation_reports (studio_id, created_by, name, snapshot_id, model_id, request, request_digest, priority, max_attempts, retry_of)
       select studio_id, created_by, name, snapshot_id, model_id, request, request_digest, priority, max_attempts, id
       from evaluation_reports where id = $1
       returning ${REPORT_COLUMNS}`,
      [id],
    );
    const retried = rows[0]!;
    const kept = await copySamples(tx, id, retried.id);
    await writeEvent(tx, REPORT, retried.id, 'QUEUED', { priority: retried.priority, retryOf: id, kept });
    await enqueueJobs(tx, REPORT, [retried]);
    return { ...retried, lastSeq: 1 };
  });
}

/** @returns how many have been measured */
async function copySamples(tx: Transaction, from: string, to: string): Promise<number> {
  const { rows } = await tx.query<{ kept: number }>(
    `with copied as (
       insert into report_samples (report_id, key, ordinal, sha256, drawn_for, ${MEASURED.join(', ')})
       select $2, s.key, s.ordinal, s.sha256, g.report_id, ${MEASURED.map((column) => `m.${column}`).join(', ')}
       from report_samples s
         left join generations g on ${IS_GENERATION_OF_SAMPLE} and g.state = 'SUCCEEDED' and s.failure is null
         left join report_samples m on m.id = s.id and m.failure is null and (g.id is not null or s.sha256 is not null)
       where s.report_id = $1
       returning measured_at)
     select count(measured_at)::int as kept from copied`,
    [from, to],
  );
  return rows[0]!.kept;
}
