import type { Transaction } from '../database/database.js';
import { writeEvent } from './append-event.js';
import { enqueueJobs, settleJob } from './generation-jobs.js';
import type { EventPayload, EventType } from './vocabulary.js';

/** Clears what belongs to a lease; part of every way out of RUNNING. */
const NO_LEASE = 'lease_token = null, leased_by = null, lease_expires_at = null';

/** Milliseconds since cancelling was asked for, null where it was not. */
const LATENCY = `extract(epoch from clock_timestamp() - cancel_requested_at) * 1000`;

/**
 * The ways out of RUNNING (and out of QUEUED, for cancelling), each with its event and its job. All of them expect the generation's row to
 * be locked by their transaction.
 */
export async function succeed(tx: Transaction, id: string, payload: EventPayload): Promise<number> {
  await tx.query(
    `update generations set state = 'SUCCEEDED', finished_at = clock_timestamp(), ${NO_LEASE}, ${tooLateWhereAsked()} where id = $1`,
    [id],
  );
  return end(tx, id, 'SUCCEEDED', payload);
}

export async function fail(
  tx: Transaction,
  id: string,
  error: { code: string; message: string; attempt: number },
): Promise<number> {
  await tx.query(
    `update generations set state = 'FAILED', finished_at = clock_timestamp(), error_code = $2, error_message = $3, ${NO_LEASE},
       ${tooLateWhereAsked()} where id = $1`,
    [id, error.code, error.message],
  );
  return end(tx, id, 'FAILED', { ...error });
}

export async function cancel(tx: Transaction, id: string): Promise<number> {
  const { rows } = await tx.query<{ latencyMs: number }>(
    `update generations set state = 'CANCELED', finished_at = clock_timestamp(), cancel_outcome = 'CANCELED',
       cancel_requested_at = coalesce(cancel_requested_at, now()),
       cancel_latency_ms = coalesce(${LATENCY}, 0), ${NO_LEASE}
     where id = $1 returning cancel_latency_ms as "latencyMs"`,
    [id],
  );
  return end(tx, id, 'CANCELED', { latencyMs: rows[0]!.latencyMs });
}

/** RUNNING -> QUEUED. `countsAsAttempt` is false for a worker that hands back what it has no time for. */
export async function requeue(
  tx: Transaction,
  id: string,
  event: { type: EventType; payload: EventPayload },
  { delayMs = 0, countsAsAttempt = true } = {},
): Promise<number> {
  const { rows } = await tx.query<{ priority: number }>(
    `update generations set state = 'QUEUED', attempt = attempt - $3, ${NO_LEASE},
       run_after = now() + make_interval(secs => $2::double precision / 1000)
     where id = $1 returning priority`,
    [id, delayMs, countsAsAttempt ? 0 : 1],
  );
  await enqueueJobs(tx, [{ id, priority: rows[0]!.priority, delayMs }]);
  return writeEvent(tx, id, event.type, event.payload);
}

async function end(tx: Transaction, id: string, type: EventType, payload: EventPayload): Promise<number> {
  await settleJob(tx, id);
  return writeEvent(tx, id, type, payload);
}

function tooLateWhereAsked(): string {
  return `cancel_outcome = case when cancel_requested_at is not null then 'TOO_LATE'::cancel_outcome end, cancel_latency_ms = ${LATENCY}`;
}
