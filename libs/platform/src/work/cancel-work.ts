import type { Database, Transaction } from '../database/database.js';
import { writeEvent } from './append-event.js';
import { noWork } from './no-work.js';
import { cancel } from './transitions.js';
import { isTerminal, type WorkLife } from './vocabulary.js';
import type { WorkKind } from './work-kind.js';

export interface CancelAnswer {
  /** PENDING: it runs, and its worker has been told. CANCELED or TOO_LATE are final. */
  readonly outcome: 'PENDING' | 'CANCELED' | 'TOO_LATE';
  /** From the first wish to its outcome; null while that is open. */
  readonly latencyMs: number | null;
}

type Cancelable = Pick<WorkLife, 'state' | 'cancelOutcome' | 'cancelRequestedAt'>;

/**
 * Asks for the end of a piece of work. Asking again changes nothing, and answers what has become of it.
 *
 * QUEUED -> CANCELED at once. What runs is marked, with an event that its worker hears of, and ends as CANCELED, or as TOO_LATE where it
 * was faster. What has ended otherwise is TOO_LATE.
 *
 * @throws PlatformError NOT_FOUND
 */
export function cancelWork(database: Database, kind: WorkKind, id: string): Promise<CancelAnswer> {
  return database.transaction(async (tx) => {
    await requestCancel(tx, kind, id);
    return readAnswer(tx, kind, id);
  });
}

/** @throws PlatformError NOT_FOUND */
export async function requestCancel(tx: Transaction, kind: WorkKind, id: string): Promise<void> {
  const { rows } = await tx.query<Cancelable>(
    `select state, cancel_outcome as "cancelOutcome", cancel_requested_at as "cancelRequestedAt" from ${kind.table} where id = $1 for update`,
    [id],
  );
  const { state, cancelOutcome, cancelRequestedAt } = rows[0] ?? noWork(kind, id);
  if (state === 'QUEUED') await cancel(tx, kind, id);
  else if (isTerminal(state)) {
    if (cancelOutcome === null) await noteTooLate(tx, kind, id);
  } else if (cancelRequestedAt === null) {
    await tx.query(`update ${kind.table} set cancel_requested_at = clock_timestamp() where id = $1`, [id]);
    await writeEvent(tx, kind, id, 'CANCEL_REQUESTED');
  }
}

async function noteTooLate(tx: Transaction, { table }: WorkKind, id: string): Promise<void> {
  await tx.query(
    `update ${table} set cancel_requested_at = clock_timestamp(), cancel_outcome = 'TOO_LATE', cancel_latency_ms = 0 where id = $1`,
    [id],
  );
}

async function readAnswer(tx: Transaction, { table }: WorkKind, id: string): Promise<CancelAnswer> {
  const { rows } = await tx.query<CancelAnswer>(
    `select coalesce(cancel_outcome::text, 'PENDING') as outcome, cancel_latency_ms as "latencyMs" from ${table} where id = $1`,
    [id],
  );
  return rows[0]!;
}
