import type { Sql } from '../database/database.js';
import type { Lease } from '../work/work-kind.js';
import { REPORT } from './report-work.js';
import { type EvaluationReport, REPORT_COLUMNS } from './vocabulary.js';

export interface ClaimReportOptions {
  readonly reportId: string;
  /** A name for the worker that nobody else has. */
  readonly worker: string;
  readonly leaseMs: number;
}

export interface ClaimedReport {
  readonly report: EvaluationReport;
  readonly lease: Lease;
}

/** QUEUED -> RUNNING, under a new lease. Null where there is nothing to do: it runs, it has ended, it waits for its time, or it is gone. */
export async function claimReport(sql: Sql, options: ClaimReportOptions): Promise<ClaimedReport | null> {
  const { reportId, worker, leaseMs } = options;
  const { rows } = await sql.query<EvaluationReport & { token: string }>(
    `select ${REPORT_COLUMNS}, lease_token as token from claim_report($1, $2, $3)`,
    [reportId, worker, leaseMs],
  );
  if (!rows[0]) return null;
  const { token, ...report } = rows[0];
  return { report, lease: { kind: REPORT, id: reportId, token } };
}
