import type { QueryResultRow } from 'pg';
import type { Sql } from '../database/database.js';
import { byId, groupBy, keepIds } from '../library/listing.js';
import type { WorkEvent } from './vocabulary.js';
import type { WorkKind } from './work-kind.js';

/**
 * By id; those that are unknown, or another studio's, are absent.
 *
 * @param columns of a Work
 */
export async function loadWork<Work extends QueryResultRow & { readonly id: string }>(
  sql: Sql,
  { table }: WorkKind,
  columns: string,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, Work>> {
  const { rows } = await sql.query<Work>(
    `select ${columns} from ${table} where studio_id = $1 and id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

/** How many events of one piece of work are read at once. */
const EVENT_LIMIT = 200;

/** Each one's events after a number, in order and at most 200, by the id of the work. */
export async function loadWorkEventsOf<Event extends WorkEvent>(
  sql: Sql,
  { name, table, events, owner }: WorkKind,
  studioId: string,
  ids: readonly string[],
  after: number,
): Promise<Map<string, Event[]>> {
  const key = `${name}Id` as const;
  const { rows } = await sql.query<Event & Record<typeof key, string>>(
    `select ${owner} as "${key}", seq, type, payload, e.created_at as "createdAt" from ${events} e join ${table} w on w.id = e.${owner}
     where w.studio_id = $1 and e.${owner} = any($2::uuid[]) and seq > $3 and seq <= $3::bigint + ${EVENT_LIMIT} order by seq`,
    [studioId, keepIds(ids), after],
  );
  return groupBy(rows, (event) => event[key]);
}
