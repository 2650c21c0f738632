import type { Sql } from '../database/database.js';
import { byId, groupBy, keepIds } from '../library/listing.js';
import { type Generation, GENERATION_COLUMNS, type GenerationEvent } from './vocabulary.js';

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadGenerations(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, Generation>> {
  const { rows } = await sql.query<Generation>(
    `select ${GENERATION_COLUMNS} from generations where studio_id = $1 and id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

/** How many events of one generation are read at once. */
const EVENT_LIMIT = 200;

/** Each generation's events after a number, in order and at most 200, by the generation's id. */
export async function loadEventsOf(
  sql: Sql,
  studioId: string,
  generationIds: readonly string[],
  after: number,
): Promise<Map<string, GenerationEvent[]>> {
  const { rows } = await sql.query<GenerationEvent>(
    `select generation_id as "generationId", seq, type, payload, e.created_at as "createdAt"
     from generation_events e join generations g on g.id = e.generation_id
     where g.studio_id = $1 and e.generation_id = any($2::uuid[]) and seq > $3 and seq <= $3::bigint + ${EVENT_LIMIT} order by seq`,
    [studioId, keepIds(generationIds), after],
  );
  return groupBy(rows, ({ generationId }) => generationId);
}
