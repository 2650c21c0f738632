import type { Database, Transaction } from '../database/database.js';
import { backoffAfter } from './failures.js';
import { enqueueJobs, TASK } from './generation-jobs.js';
import type { LeasedGeneration } from './leases.js';
import { settleFailure } from './fail-generation.js';
import { cancel, requeue } from './transitions.js';

export interface Recovery {
  /** Generations whose lease had expired, given back or ended. */
  readonly expired: number;
  /** Jobs that a dead worker held. */
  readonly freedJobs: number;
  /** Queued generations that had no job. */
  readonly requeued: number;
}

/** At once, so that the transaction stays short. The next call goes on. */
const BATCH = 50;

/**
 * Cleans up after workers that were killed. Every worker calls this every few seconds; they skip each other's rows.
 *
 * 1. A lease past its time: the generation is tried again, or ends (WORKER_LOST after its last attempt; CANCELED where that was asked for).
 * 2. A job that its worker took, and then neither claimed its generation nor finished the job for a whole lease: graphile-worker by itself
 *    would wait four hours. Freed, and done with where its generation has ended.
 * 3. A queued generation without a job gets one.
 */
export async function recoverGenerations(database: Database, leaseMs: number): Promise<Recovery> {
  const expired = await database.transaction((tx) => expireLeases(tx));
  const freedJobs = await database.transaction((tx) => freeJobs(tx, leaseMs));
  const requeued = await database.transaction((tx) => requeueForgotten(tx, leaseMs));
  return { expired, freedJobs, requeued };
}

/** `skip locked`: a worker that is writing at this very moment is not dead. */
async function expireLeases(tx: Transaction): Promise<number> {
  const { rows } = await tx.query<LeasedGeneration & { id: string }>(
    `select id, attempt, max_attempts as "maxAttempts", priority, leased_by as "leasedBy", cancel_requested_at as "cancelRequestedAt"
     from generations where state = 'RUNNING' and lease_expires_at < now()
     order by lease_expires_at limit ${BATCH} for update skip locked`,
  );
  for (const { id, ...found } of rows) await expireLease(tx, id, found);
  return rows.length;
}

function expireLease(tx: Transaction, id: string, found: LeasedGeneration): Promise<number> {
  const { attempt, maxAttempts, leasedBy: worker, cancelRequestedAt } = found;
  if (cancelRequestedAt !== null) return cancel(tx, id);
  if (attempt >= maxAttempts) {
    const message = `worker ${worker} was not heard of again in attempt ${attempt}`;
    return settleFailure(tx, id, found, { code: 'WORKER_LOST', message });
  }
  // A first loss says nothing of the generation; one that kills its workers again and again has to wait.
  const delayMs = attempt === 1 ? 0 : backoffAfter(attempt - 1);
  return requeue(tx, id, { type: 'LEASE_EXPIRED', payload: { attempt, worker, delayMs } }, { delayMs });
}

/**
 * A job without a key is settled (remove_job took the key), one with a key names its generation. Freeing is by worker, as graphile-worker has
 * it: a live worker that is hit by it keeps its generations, since those hang on leases, and a second delivery of them comes to nothing.
 */
async function freeJobs(tx: Transaction, leaseMs: number): Promise<number> {
  const { rows } = await tx.query<{ id: string; worker: string; settled: boolean }>(
    `select j.id::text, j.locked_by as worker, (j.key is null or g.finished_at is not null or g.id is null) as settled
     from graphile_worker.jobs j left join generations g on g.id = split_part(j.key, ':', 2)::uuid
     where j.task_identifier = $1 and j.locked_at < now() - make_interval(secs => $2::double precision / 1000)
       and g.state is distinct from 'RUNNING'`,
    [TASK, leaseMs],
  );
  if (rows.length === 0) return 0;
  await tx.query('select graphile_worker.force_unlock_workers($1::text[])', [rows.map(({ worker }) => worker)]);
  const settled = rows.filter((row) => row.settled).map(({ id }) => id);
  await tx.query('select count(*) from graphile_worker.complete_jobs($1::bigint[])', [settled]);
  return rows.length;
}

async function requeueForgotten(tx: Transaction, leaseMs: number): Promise<number> {
  const { rows } = await tx.query<{ id: string; priority: number }>(
    `select g.id, g.priority from generations g
     where g.state = 'QUEUED' and g.run_after < now() - make_interval(secs => $1::double precision / 1000)
       and not exists (select 1 from graphile_worker.jobs j where j.key = $2 || ':' || g.id::text)
     limit ${BATCH} for update of g skip locked`,
    [leaseMs, TASK],
  );
  await enqueueJobs(tx, rows);
  return rows.length;
}
