import type { Database, Sql } from '../database/database.js';
import { LeaseLostError } from '../errors.js';
import type { EventPayload, EventType } from './vocabulary.js';
import type { Lease, WorkKind } from './work-kind.js';

/**
 * Writes an event and returns its number. The database gives the number under the row lock of what it is an event of (see the triggers
 * number_generation_event and number_report_event), so writers of one piece of work wait for each other and those of different ones do not.
 */
export async function writeEvent(
  sql: Sql,
  { events, owner }: WorkKind,
  id: string,
  type: EventType,
  payload: EventPayload = {},
): Promise<number> {
  const { rows } = await sql.query<{ seq: number }>(
    `insert into ${events} (${owner}, seq, type, payload) values ($1, 0, $2, $3) returning seq`,
    [id, type, JSON.stringify(payload)],
  );
  return rows[0]!.seq;
}

/**
 * What a worker has to say while it works; one round trip.
 *
 * @throws LeaseLostError where it works no longer
 */
export async function appendEvent(
  database: Database,
  { kind, id, token }: Lease,
  type: 'PROGRESS' | 'PREVIEW',
  payload: EventPayload,
): Promise<number> {
  const { rows } = await database.query<{ seq: number | null }>(`select ${kind.appendLeased}($1, $2, $3, $4) as seq`, [
    id,
    token,
    type,
    JSON.stringify(payload),
  ]);
  const seq = rows[0]?.seq ?? null;
  if (seq === null) throw new LeaseLostError(kind.name, id);
  return seq;
}
