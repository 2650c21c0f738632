import type { Database, Transaction } from '../database/database.js';
import { writeEvent } from './append-event.js';
import { noGeneration } from './get-generation.js';
import { cancel } from './transitions.js';
import { type Generation, GENERATION_COLUMNS, isTerminal } from './vocabulary.js';

export interface CancelAnswer {
  /** PENDING: it runs, and its worker has been told. CANCELED or TOO_LATE are final. */
  readonly outcome: 'PENDING' | 'CANCELED' | 'TOO_LATE';
  /** From the first wish to its outcome; null while that is open. */
  readonly latencyMs: number | null;
}

/**
 * Asks for the end of a generation. Asking again changes nothing, and answers what has become of it.
 *
 * QUEUED -> CANCELED at once. A running one is marked, with an event that its worker hears of, and ends as CANCELED, or as TOO_LATE where it
 * was faster. One that has ended otherwise is TOO_LATE.
 *
 * @throws PlatformError NOT_FOUND
 */
export function cancelGeneration(database: Database, id: string): Promise<CancelAnswer> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Generation>(
      `select ${GENERATION_COLUMNS} from generations where id = $1 for update`,
      [id],
    );
    await request(tx, rows[0] ?? noGeneration(id));
    return readAnswer(tx, id);
  });
}

async function request(tx: Transaction, { id, state, cancelOutcome, cancelRequestedAt }: Generation): Promise<void> {
  if (state === 'QUEUED') await cancel(tx, id);
  else if (isTerminal(state)) {
    if (cancelOutcome === null) await noteTooLate(tx, id);
  } else if (cancelRequestedAt === null) {
    await tx.query('update generations set cancel_requested_at = clock_timestamp() where id = $1', [id]);
    await writeEvent(tx, id, 'CANCEL_REQUESTED');
  }
}

async function noteTooLate(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    `update generations set cancel_requested_at = clock_timestamp(), cancel_outcome = 'TOO_LATE', cancel_latency_ms = 0 where id = $1`,
    [id],
  );
}

async function readAnswer(tx: Transaction, id: string): Promise<CancelAnswer> {
  const { rows } = await tx.query<CancelAnswer>(
    `select coalesce(cancel_outcome::text, 'PENDING') as outcome, cancel_latency_ms as "latencyMs" from generations where id = $1`,
    [id],
  );
  return rows[0]!;
}
