import type { Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { type FollowOptions, followWork, readWorkEvents } from '../work/follow-events.js';
import { REPORT } from './report-work.js';
import type { ReportEvent } from './vocabulary.js';

/** Events after a number, in order, at most 200. */
export function readReportEvents(database: Database, reportId: string, after: number): Promise<ReportEvent[]> {
  return readWorkEvents(database, REPORT, reportId, after);
}

/**
 * See followWork.
 *
 * @throws PlatformError NOT_FOUND
 */
export function followReportEvents(
  database: Database,
  listener: Listener,
  reportId: string,
  options?: FollowOptions,
): AsyncGenerator<ReportEvent, void, void> {
  return followWork(database, listener, REPORT, reportId, options);
}
