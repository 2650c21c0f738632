import type { Transaction } from '../database/database.js';
import { GENERATION } from '../generations/generation-work.js';
import { requestCancel } from '../work/cancel-work.js';
import type { WorkKind } from '../work/work-kind.js';

export const REPORT: WorkKind = {
  name: 'report',
  table: 'evaluation_reports',
  events: 'report_events',
  owner: 'report_id',
  claim: 'claim_report',
  appendLeased: 'append_leased_report_event',
  abandon: cancelGenerationsOf,
};

/** Pictures that nobody will look at any more. Those that are done stay: somebody paid for them. */
async function cancelGenerationsOf(tx: Transaction, reportId: string): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from generations where report_id = $1 and state in ('QUEUED', 'RUNNING') order by id`,
    [reportId],
  );
  for (const { id } of rows) await requestCancel(tx, GENERATION, id);
}
