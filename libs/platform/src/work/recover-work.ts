import type { Database, Transaction } from '../database/database.js';
import { backoffAfter } from './failures.js';
import { settleFailure } from './fail-work.js';
import { LEASED_COLUMNS, type LeasedWork } from './leases.js';
import { cancel, requeue } from './transitions.js';
import { enqueueJobs } from './work-jobs.js';
import type { WorkKind } from './work-kind.js';

export interface Recovery {
  /** Pieces of work whose lease had expired, given back or ended. */
  readonly expired: number;
  /** Jobs that a dead worker held. */
  readonly freedJobs: number;
  /** Queued work that had no job. */
  readonly requeued: number;
}

/** At once, so that the transaction stays short. The next call goes on. */
const BATCH = 50;

/**
 * Cleans up after workers that were killed. Every worker calls this every few seconds; they skip each other's rows.
 *
 * 1. A lease past its time: the work is tried again, or ends (WORKER_LOST after its last attempt; CANCELED where that was asked for).
 * 2. A job that its worker took, and then neither claimed its work nor finished the job for a whole lease: graphile-worker by itself
 *    would wait four hours. Freed, and done with where its work has ended.
 * 3. Queued work without a job gets one.
 */
export async function recoverWork(database: Database, kind: WorkKind, leaseMs: number): Promise<Recovery> {
  const expired = await database.transaction((tx) => expireLeases(tx, kind));
  const freedJobs = await database.transaction((tx) => freeJobs(tx, kind, leaseMs));
  const requeued = await database.transaction((tx) => requeueForgotten(tx, kind, leaseMs));
  return { expired, freedJobs, requeued };
}

/** `skip locked`: a worker that is writing at this very moment is not dead. */
async function expireLeases(tx: Transaction, kind: WorkKind): Promise<number> {
  const { rows } = await tx.query<LeasedWork & { id: string }>(
    `select id, ${LEASED_COLUMNS} from ${kind.table} where state = 'RUNNING' and lease_expires_at < now()
     order by lease_expires_at limit ${BATCH} for update skip locked`,
  );
  for (const { id, ...found } of rows) await expireLease(tx, kind, id, found);
  return rows.length;
}

function expireLease(tx: Transaction, kind: WorkKind, id: string, found: LeasedWork): Promise<number> {
  const { attempt, maxAttempts, leasedBy: worker, cancelRequestedAt } = found;
  if (cancelRequestedAt !== null) return cancel(tx, kind, id);
  if (attempt >= maxAttempts) {
    const message = `worker ${worker} was not heard of again in attempt ${attempt}`;
    return settleFailure(tx, kind, id, found, { code: 'WORKER_LOST', message });
  }
  // A first loss says nothing of the work; one that kills its workers again and again has to wait.
  const delayMs = attempt === 1 ? 0 : backoffAfter(attempt - 1);
  return requeue(tx, kind, id, { type: 'LEASE_EXPIRED', payload: { attempt, worker, delayMs } }, { delayMs });
}

/**
 * A job without a key is settled (remove_job took the key), one with a key names its work. Freeing is by worker, as graphile-worker has
 * it: a live worker that is hit by it keeps its work, since that hangs on leases, and a second delivery of it comes to nothing.
 */
async function freeJobs(tx: Transaction, kind: WorkKind, leaseMs: number): Promise<number> {
  const { rows } = await tx.query<{ id: string; worker: string; settled: boolean }>(
    `select j.id::text, j.locked_by as worker, (j.key is null or w.finished_at is not null or w.id is null) as settled
     from graphile_worker.jobs j left join ${kind.table} w on w.id = split_part(j.key, ':', 2)::uuid
     where j.task_identifier = $1 and j.locked_at < now() - make_interval(secs => $2::double precision / 1000)
       and w.state is distinct from 'RUNNING'`,
    [kind.name, leaseMs],
  );
  if (rows.length === 0) return 0;
  await tx.query('select graphile_worker.force_unlock_workers($1::text[])', [rows.map(({ worker }) => worker)]);
  const settled = rows.filter((row) => row.settled).map(({ id }) => id);
  await tx.query('select count(*) from graphile_worker.complete_jobs($1::bigint[])', [settled]);
  return rows.length;
}

async function requeueForgotten(tx: Transaction, kind: WorkKind, leaseMs: number): Promise<number> {
  const { rows } = await tx.query<{ id: string; priority: number }>(
    `select w.id, w.priority from ${kind.table} w
     where w.state = 'QUEUED' and w.run_after < now() - make_interval(secs => $1::double precision / 1000)
       and not exists (select 1 from graphile_worker.jobs j where j.key = $2 || ':' || w.id::text)
     limit ${BATCH} for update of w skip locked`,
    [leaseMs, kind.name],
  );
  await enqueueJobs(tx, kind, rows);
  return rows.length;
}
