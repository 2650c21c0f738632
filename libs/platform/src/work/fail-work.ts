import type { Database, Transaction } from '../database/database.js';
import { backoffAfter, type FailureCode, FAILURES } from './failures.js';
import { type LeasedWork, requireLease } from './leases.js';
import { cancel, fail, requeue } from './transitions.js';
import type { Lease, WorkKind } from './work-kind.js';

export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
}

/**
 * RUNNING -> QUEUED after a pause where another try may help and one is left, else -> FAILED; -> CANCELED where that was asked for.
 *
 * @returns the number of the event
 * @throws LeaseLostError
 */
export function failWork(database: Database, lease: Lease, failure: Failure): Promise<number> {
  return database.transaction(async (tx) =>
    settleFailure(tx, lease.kind, lease.id, await requireLease(tx, lease), failure),
  );
}

/** What follows a failure, on a row that is locked. */
export function settleFailure(
  tx: Transaction,
  kind: WorkKind,
  id: string,
  found: LeasedWork,
  failure: Failure,
): Promise<number> {
  const { attempt, maxAttempts, cancelRequestedAt } = found;
  if (cancelRequestedAt !== null) return cancel(tx, kind, id);
  if (!FAILURES[failure.code].retryable || attempt >= maxAttempts) return fail(tx, kind, id, { ...failure, attempt });
  const delayMs = backoffAfter(attempt);
  return requeue(tx, kind, id, { type: 'RETRY_SCHEDULED', payload: { attempt, ...failure, delayMs } }, { delayMs });
}
