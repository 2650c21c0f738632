import type { Database, Transaction } from '../database/database.js';
import { requireLease } from '../work/leases.js';
import { succeed } from '../work/transitions.js';
import type { Lease } from '../work/work-kind.js';

export interface ReportOutcome {
  /** Of libs/eval. */
  readonly results: object;
  /** How every number was made. */
  readonly manifest: object;
  /** Milliseconds by stage. */
  readonly timings?: Readonly<Record<string, number>>;
}

/**
 * RUNNING -> SUCCEEDED. Results, manifest, last event and the job's end commit together, or not at all.
 *
 * @returns the number of the last event
 * @throws LeaseLostError where another may run it by now; then nothing is written
 */
export function completeReport(database: Database, lease: Lease, outcome: ReportOutcome): Promise<number> {
  return database.transaction((tx) => completeReportIn(tx, lease, outcome));
}

/** The same as a part of a transaction. */
export async function completeReportIn(
  tx: Transaction,
  lease: Lease,
  { results, manifest, timings }: ReportOutcome,
): Promise<number> {
  await requireLease(tx, lease);
  await tx.query('update evaluation_reports set results = $2, manifest = $3, timings = $4 where id = $1', [
    lease.id,
    JSON.stringify(results),
    JSON.stringify(manifest),
    timings ? JSON.stringify(timings) : null,
  ]);
  return succeed(tx, lease.kind, lease.id, await countSamples(tx, lease.id));
}

/** How many pictures were judged, and of how many samples there was none. */
async function countSamples(tx: Transaction, reportId: string): Promise<{ sampleCount: number; failedCount: number }> {
  const { rows } = await tx.query<{ sampleCount: number; failedCount: number }>(
    `select count(*)::int as "sampleCount", count(failure)::int as "failedCount" from report_samples where report_id = $1`,
    [reportId],
  );
  return rows[0]!;
}
