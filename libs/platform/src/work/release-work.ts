import type { Database } from '../database/database.js';
import { requireLease } from './leases.js';
import { cancel, requeue } from './transitions.js';
import type { Lease } from './work-kind.js';

/**
 * Ends a run that did not come to its end, by the worker's own word.
 *
 * A wish to cancel is fulfilled: RUNNING -> CANCELED. Without one the worker hands the work back, RUNNING -> QUEUED, to be taken up by
 * another at once; the attempt does not count.
 *
 * @returns the number of the event
 * @throws LeaseLostError
 */
export function releaseWork(database: Database, lease: Lease): Promise<number> {
  return database.transaction(async (tx) => {
    const { cancelRequestedAt, leasedBy } = await requireLease(tx, lease);
    if (cancelRequestedAt !== null) return cancel(tx, lease.kind, lease.id);
    const event = { type: 'RELEASED', payload: { worker: leasedBy } } as const;
    return requeue(tx, lease.kind, lease.id, event, { countsAsAttempt: false });
  });
}
