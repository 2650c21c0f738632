import type { Transaction } from '../database/database.js';
import { writeEvent } from './append-event.js';
import type { EventPayload, EventType } from './vocabulary.js';
import { enqueueJobs, settleJob } from './work-jobs.js';
import type { WorkKind } from './work-kind.js';

/** Clears what belongs to a lease; part of every way out of RUNNING. */
const NO_LEASE = 'lease_token = null, leased_by = null, lease_expires_at = null';

/** Milliseconds since cancelling was asked for, null where it was not. */
const LATENCY = `extract(epoch from clock_timestamp() - cancel_requested_at) * 1000`;

const TOO_LATE_WHERE_ASKED = `cancel_outcome = case when cancel_requested_at is not null then 'TOO_LATE'::cancel_outcome end,
  cancel_latency_ms = ${LATENCY}`;

/**
 * The ways out of RUNNING (and out of QUEUED, for cancelling), each with its event and its job. All of them expect the row to be locked by
 * their transaction.
 */
export async function succeed(tx: Transaction, kind: WorkKind, id: string, payload: EventPayload): Promise<number> {
  await tx.query(
    `update ${kind.table} set state = 'SUCCEEDED', finished_at = clock_timestamp(), ${NO_LEASE}, ${TOO_LATE_WHERE_ASKED} where id = $1`,
    [id],
  );
  return end(tx, kind, id, 'SUCCEEDED', payload);
}

export async function fail(
  tx: Transaction,
  kind: WorkKind,
  id: string,
  error: { code: string; message: string; attempt: number },
): Promise<number> {
  await tx.query(
    `update ${kind.table} set state = 'FAILED', finished_at = clock_timestamp(), error_code = $2, error_message = $3, ${NO_LEASE},
       ${TOO_LATE_WHERE_ASKED} where id = $1`,
    [id, error.code, error.message],
  );
  await kind.abandon?.(tx, id);
  return end(tx, kind, id, 'FAILED', { ...error });
}

export async function cancel(tx: Transaction, kind: WorkKind, id: string): Promise<number> {
  const { rows } = await tx.query<{ latencyMs: number }>(
    `update ${kind.table} set state = 'CANCELED', finished_at = clock_timestamp(), cancel_outcome = 'CANCELED',
       cancel_requested_at = coalesce(cancel_requested_at, now()),
       cancel_latency_ms = coalesce(${LATENCY}, 0), ${NO_LEASE}
     where id = $1 returning cancel_latency_ms as "latencyMs"`,
    [id],
  );
  await kind.abandon?.(tx, id);
  return end(tx, kind, id, 'CANCELED', { latencyMs: rows[0]!.latencyMs });
}

/** RUNNING -> QUEUED. `countsAsAttempt` is false for a worker that hands back what it has no time for. */
export async function requeue(
  tx: Transaction,
  kind: WorkKind,
  id: string,
  event: { type: EventType; payload: EventPayload },
  { delayMs = 0, countsAsAttempt = true } = {},
): Promise<number> {
  const { rows } = await tx.query<{ priority: number }>(
    `update ${kind.table} set state = 'QUEUED', attempt = attempt - $3, ${NO_LEASE},
       run_after = now() + make_interval(secs => $2::double precision / 1000)
     where id = $1 returning priority`,
    [id, delayMs, countsAsAttempt ? 0 : 1],
  );
  await enqueueJobs(tx, kind, [{ id, priority: rows[0]!.priority, delayMs }]);
  return writeEvent(tx, kind, id, event.type, event.payload);
}

async function end(
  tx: Transaction,
  kind: WorkKind,
  id: string,
  type: EventType,
  payload: EventPayload,
): Promise<number> {
  await settleJob(tx, kind, id);
  return writeEvent(tx, kind, id, type, payload);
}
