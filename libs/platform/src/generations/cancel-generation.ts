import type { Database } from '../database/database.js';
import { type CancelAnswer, cancelWork } from '../work/cancel-work.js';
import { GENERATION } from './generation-work.js';

/**
 * See cancelWork.
 *
 * @throws PlatformError NOT_FOUND
 */
export function cancelGeneration(database: Database, id: string): Promise<CancelAnswer> {
  return cancelWork(database, GENERATION, id);
}
