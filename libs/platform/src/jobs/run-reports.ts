import type { Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { claimReport, type ClaimedReport } from '../reports/claim-report.js';
import { REPORT } from '../reports/report-work.js';
import { type RunOptions, runWork, type WorkRunner } from '../work/run-work.js';

/** Works off the queue of evaluation reports until disposed: see runWork. A queue of its own, since a report mostly waits for its generations. */
export function runReports(
  database: Database,
  listener: Listener,
  options: RunOptions<ClaimedReport>,
): Promise<WorkRunner> {
  const claim = (reportId: string, how: { worker: string; leaseMs: number }) =>
    claimReport(database, { reportId, ...how });
  return runWork(database, listener, { kind: REPORT, claim }, options);
}
