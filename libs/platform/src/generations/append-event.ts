import type { Database, Sql } from '../database/database.js';
import { LeaseLostError } from '../errors.js';
import type { EventPayload, EventType, Lease } from './vocabulary.js';

/**
 * Writes an event and returns its number. The database gives the number under the generation's row lock (see the trigger
 * number_generation_event), so writers of one generation wait for each other and those of different ones do not.
 */
export async function writeEvent(
  sql: Sql,
  generationId: string,
  type: EventType,
  payload: EventPayload = {},
): Promise<number> {
  const { rows } = await sql.query<{ seq: number }>(
    'insert into generation_events (generation_id, seq, type, payload) values ($1, 0, $2, $3) returning seq',
    [generationId, type, JSON.stringify(payload)],
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
  { generationId, token }: Lease,
  type: 'PROGRESS' | 'PREVIEW',
  payload: EventPayload,
): Promise<number> {
  const { rows } = await database.query<{ seq: number | null }>('select append_leased_event($1, $2, $3, $4) as seq', [
    generationId,
    token,
    type,
    JSON.stringify(payload),
  ]);
  const seq = rows[0]?.seq ?? null;
  if (seq === null) throw new LeaseLostError(generationId);
  return seq;
}
