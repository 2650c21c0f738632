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
  const [seq] = await writeEvents(sql, [{ generationId, type, payload }]);
  return seq!;
}

/** Writes an event for each of several generations, in one statement. @returns their numbers, in no order */
export async function writeEvents(
  sql: Sql,
  events: readonly { generationId: string; type: EventType; payload?: EventPayload }[],
): Promise<number[]> {
  const { rows } = await sql.query<{ seq: number }>(
    `insert into generation_events (generation_id, seq, type, payload)
     select id, 0, type, payload from unnest($1::uuid[], $2::text[], $3::jsonb[]) as event (id, type, payload)
     returning seq`,
    [
      events.map(({ generationId }) => generationId),
      events.map(({ type }) => type),
      events.map(({ payload = {} }) => JSON.stringify(payload)),
    ],
  );
  return rows.map(({ seq }) => seq);
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
