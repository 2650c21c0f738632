import type { Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { type FollowOptions, followWork, readWorkEvents } from '../work/follow-events.js';
import { GENERATION } from './generation-work.js';
import type { GenerationEvent } from './vocabulary.js';

/** Events after a number, in order, at most 200. */
export function readEvents(database: Database, generationId: string, after: number): Promise<GenerationEvent[]> {
  return readWorkEvents(database, GENERATION, generationId, after);
}

/**
 * See followWork.
 *
 * @throws PlatformError NOT_FOUND
 */
export function followEvents(
  database: Database,
  listener: Listener,
  generationId: string,
  options?: FollowOptions,
): AsyncGenerator<GenerationEvent, void, void> {
  return followWork(database, listener, GENERATION, generationId, options);
}
