import type { Database, Transaction } from '../database/database.js';
import { LeaseLostError } from '../errors.js';
import type { Lease } from './vocabulary.js';

/** What a transition needs to know of the generation whose lease it has locked. */
export interface LeasedGeneration {
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly priority: number;
  readonly leasedBy: string;
  readonly cancelRequestedAt: Date | null;
}

/**
 * Locks the generation's row if the lease is still in force, else returns null: the fence that every write of a worker passes.
 *
 * A lease past its time that nobody has taken over yet still counts: the row lock decides who comes first, the worker or the recovery.
 */
export async function lockLease(tx: Transaction, { generationId, token }: Lease): Promise<LeasedGeneration | null> {
  const { rows } = await tx.query<LeasedGeneration>(
    `select attempt, max_attempts as "maxAttempts", priority, leased_by as "leasedBy", cancel_requested_at as "cancelRequestedAt"
     from generations where id = $1 and lease_token = $2 for update`,
    [generationId, token],
  );
  return rows[0] ?? null;
}

/** @throws LeaseLostError */
export async function requireLease(tx: Transaction, lease: Lease): Promise<LeasedGeneration> {
  const found = await lockLease(tx, lease);
  if (found === null) throw new LeaseLostError(lease.generationId);
  return found;
}

export interface Heartbeat {
  /** False: stop, and discard the result. */
  readonly held: boolean;
  readonly cancelRequested: boolean;
}

/** Renews a lease for `leaseMs` from now, and tells what has become of the generation. One statement, no event. */
export async function renewLease(database: Database, lease: Lease, leaseMs: number): Promise<Heartbeat> {
  const { rows } = await database.query<{ cancelRequested: boolean }>(
    `update generations set lease_expires_at = now() + make_interval(secs => $3::double precision / 1000)
     where id = $1 and lease_token = $2 returning cancel_requested_at is not null as "cancelRequested"`,
    [lease.generationId, lease.token, leaseMs],
  );
  return { held: rows.length > 0, cancelRequested: rows[0]?.cancelRequested ?? false };
}
