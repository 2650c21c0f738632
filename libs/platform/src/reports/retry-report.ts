import type { Database } from '../database/database.js';
import { writeEvent } from '../work/append-event.js';
import { assertRetryable } from '../work/assert-retryable.js';
import { enqueueJobs } from '../work/work-jobs.js';
import { getReport } from './get-report.js';
import { REPORT } from './report-work.js';
import { type EvaluationReport, REPORT_COLUMNS } from './vocabulary.js';

/**
 * The same request once more, of the same samples and pictures, as a report of its own: what has ended stays as it ended.
 *
 * @throws PlatformError NOT_FOUND; ILLEGAL_TRANSITION where the report did not end in FAILED or CANCELED
 */
export function retryReport(database: Database, id: string): Promise<EvaluationReport> {
  return database.transaction(async (tx) => {
    const { state } = await getReport(tx, id);
    assertRetryable(REPORT, id, state);
    const { rows } = await tx.query<EvaluationReport>(
      `insert into evaluation_reports (studio_id, created_by, name, snapshot_id, model_id, request, request_digest, priority, max_attempts, retry_of)
       select studio_id, created_by, name, snapshot_id, model_id, request, request_digest, priority, max_attempts, id
       from evaluation_reports where id = $1
       returning ${REPORT_COLUMNS}`,
      [id],
    );
    const retried = rows[0]!;
    await tx.query(
      'insert into report_samples (report_id, key, ordinal, sha256) select $2, key, ordinal, sha256 from report_samples where report_id = $1',
      [id, retried.id],
    );
    await writeEvent(tx, REPORT, retried.id, 'QUEUED', { priority: retried.priority, retryOf: id });
    await enqueueJobs(tx, REPORT, [retried]);
    return { ...retried, lastSeq: 1 };
  });
}
