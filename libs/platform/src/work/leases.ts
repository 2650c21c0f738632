import type { Database, Transaction } from '../database/database.js';
import { LeaseLostError } from '../errors.js';
import type { Lease } from './work-kind.js';

/** What a transition needs to know of the work whose lease it has locked. */
export interface LeasedWork {
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly priority: number;
  readonly leasedBy: string;
  readonly cancelRequestedAt: Date | null;
}

/** The columns of a LeasedWork. */
export const LEASED_COLUMNS = `attempt, max_attempts as "maxAttempts", priority, leased_by as "leasedBy", cancel_requested_at as "cancelRequestedAt"`;

/**
 * Locks the row if the lease is still in force, else returns null: the fence that every write of a worker passes.
 *
 * A lease past its time that nobody has taken over yet still counts: the row lock decides who comes first, the worker or the recovery.
 */
export async function lockLease(tx: Transaction, { kind, id, token }: Lease): Promise<LeasedWork | null> {
  const { rows } = await tx.query<LeasedWork>(
    `select ${LEASED_COLUMNS} from ${kind.table} where id = $1 and lease_token = $2 for update`,
    [id, token],
  );
  return rows[0] ?? null;
}

/** @throws LeaseLostError */
export async function requireLease(tx: Transaction, lease: Lease): Promise<LeasedWork> {
  const found = await lockLease(tx, lease);
  if (found === null) throw new LeaseLostError(lease.kind.name, lease.id);
  return found;
}

export interface Heartbeat {
  /** False: stop, and discard the result. */
  readonly held: boolean;
  readonly cancelRequested: boolean;
}

/** Renews a lease for `leaseMs` from now, and tells what has become of the work. One statement, no event. */
export async function renewLease(database: Database, { kind, id, token }: Lease, leaseMs: number): Promise<Heartbeat> {
  const { rows } = await database.query<{ cancelRequested: boolean }>(
    `update ${kind.table} set lease_expires_at = now() + make_interval(secs => $3::double precision / 1000)
     where id = $1 and lease_token = $2 returning cancel_requested_at is not null as "cancelRequested"`,
    [id, token, leaseMs],
  );
  return { held: rows.length > 0, cancelRequested: rows[0]?.cancelRequested ?? false };
}
