import type { Sql } from '../database/database.js';
import { loadWork, loadWorkEventsOf } from '../work/load-work.js';
import { GENERATION } from './generation-work.js';
import { type Generation, GENERATION_COLUMNS, type GenerationEvent } from './vocabulary.js';

/** See loadWork. */
export function loadGenerations(sql: Sql, studioId: string, ids: readonly string[]): Promise<Map<string, Generation>> {
  return loadWork(sql, GENERATION, GENERATION_COLUMNS, studioId, ids);
}

/** See loadWorkEventsOf. */
export function loadEventsOf(
  sql: Sql,
  studioId: string,
  generationIds: readonly string[],
  after: number,
): Promise<Map<string, GenerationEvent[]>> {
  return loadWorkEventsOf(sql, GENERATION, studioId, generationIds, after);
}
