import type { Sql } from '../database/database.js';
import type { Lease, WorkKind } from './work-kind.js';

export interface ClaimWork {
  readonly id: string;
  /** A name for the worker that nobody else has. */
  readonly worker: string;
  readonly leaseMs: number;
}

export interface ClaimedWork<Work> {
  readonly work: Work;
  readonly lease: Lease;
}

/**
 * QUEUED -> RUNNING, under a new lease. Null where there is nothing to do: it runs, it has ended, it waits for its time, or it is gone.
 *
 * One round trip, since a picture waits for it: see claim_generation in prisma/migrations. Of two workers with the same work one gets it.
 *
 * @param columns of a Work
 */
export async function claimWork<Work extends object>(
  sql: Sql,
  kind: WorkKind,
  columns: string,
  { id, worker, leaseMs }: ClaimWork,
): Promise<ClaimedWork<Work> | null> {
  const { rows } = await sql.query<Work & { token: string }>(
    `select ${columns}, lease_token as token from ${kind.claim}($1, $2, $3)`,
    [id, worker, leaseMs],
  );
  if (!rows[0]) return null;
  const { token, ...work } = rows[0];
  return { work: work as unknown as Work, lease: { kind, id, token } };
}
