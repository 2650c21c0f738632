import type { Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { leasePayload } from './follow-events.js';
import { type Heartbeat, renewLease } from './leases.js';
import type { Lease } from './work-kind.js';

/** Why a run must stop. */
export type StopReason = 'CANCEL_REQUESTED' | 'LEASE_LOST' | 'WORKER_STOPPING';

export interface HeldLease {
  /** Aborts with a StopReason. */
  readonly signal: AbortSignal;
  stop(reason: StopReason): void;
  /** Ends the heartbeat. The lease itself ends with whatever the worker writes last. */
  dispose(): Promise<void>;
}

/** Three heartbeats to a lease: two may be lost. */
const BEATS_PER_LEASE = 3;

/**
 * Keeps a lease alive while its worker runs, and tells the worker when to stop: the wish to cancel comes as an event, and is heard of as
 * soon as it is committed.
 *
 * A heartbeat that cannot reach the database is not the end. When none has for a whole lease, it is: another may have taken over.
 */
export function holdLease(database: Database, listener: Listener, lease: Lease, leaseMs: number): HeldLease {
  const stopping = new AbortController();
  let renewedAt = performance.now();
  let beating = Promise.resolve();

  const judge = ({ held, cancelRequested }: Heartbeat) => {
    renewedAt = performance.now();
    if (!held) stopping.abort('LEASE_LOST' satisfies StopReason);
    else if (cancelRequested) stopping.abort('CANCEL_REQUESTED' satisfies StopReason);
  };
  const miss = () => {
    if (performance.now() - renewedAt > leaseMs) stopping.abort('LEASE_LOST' satisfies StopReason);
  };
  const beat = () => (beating = beating.then(() => renewLease(database, lease, leaseMs).then(judge, miss)));

  const timer = setInterval(() => void beat(), leaseMs / BEATS_PER_LEASE);
  const unsubscribe = listener.subscribe(leasePayload(lease.id), () => void beat());
  return {
    signal: stopping.signal,
    stop: (reason) => stopping.abort(reason),
    async dispose() {
      clearInterval(timer);
      unsubscribe();
      await beating;
    },
  };
}
