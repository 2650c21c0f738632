import type { Database } from '../database/database.js';
import { type CancelAnswer, cancelWork } from '../work/cancel-work.js';
import { REPORT } from './report-work.js';

/**
 * See cancelWork. Whatever it had under way ends with it: generations that wait are canceled in the same moment, those that run are told.
 *
 * @throws PlatformError NOT_FOUND
 */
export function cancelReport(database: Database, id: string): Promise<CancelAnswer> {
  return cancelWork(database, REPORT, id);
}
