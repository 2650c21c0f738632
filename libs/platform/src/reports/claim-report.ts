import type { Sql } from '../database/database.js';
import { claimWork } from '../work/claim-work.js';
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

/** See claimWork. */
export async function claimReport(
  sql: Sql,
  { reportId: id, ...options }: ClaimReportOptions,
): Promise<ClaimedReport | null> {
  const claimed = await claimWork<EvaluationReport>(sql, REPORT, REPORT_COLUMNS, { id, ...options });
  return claimed && { report: claimed.work, lease: claimed.lease };
}
