import type { Database } from '../database/database.js';
import { requireLease } from './leases.js';
import { cancel, requeue } from './transitions.js';
import type { Lease } from './vocabulary.js';

/**
 * Ends a run that did not come to its end, by the worker's own word.
 *
 * A wish to cancel is fulfilled: RUNNING -> CANCELED. Without one the worker hands the generation back, RUNNING -> QUEUED, to be taken up by
 * another at once; the attempt does not count.
 *
 * @returns the number of the event
 * @throws LeaseLostError
 */
export function releaseGeneration(database: Database, lease: Lease): Promise<number> {
  return database.transaction(async (tx) => {
    const { cancelRequestedAt, leasedBy } = await requireLease(tx, lease);
    if (cancelRequestedAt !== null) return cancel(tx, lease.generationId);
    const event = { type: 'RELEASED', payload: { worker: leasedBy } } as const;
    return requeue(tx, lease.generationId, event, { countsAsAttempt: false });
  });
}
