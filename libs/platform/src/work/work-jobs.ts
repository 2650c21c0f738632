import type { Transaction } from '../database/database.js';
import type { WorkKind } from './work-kind.js';

/** Deliveries, not attempts: a job that brings nothing new (its work has ended, or is in good hands) is simply done with. */
const DELIVERIES = 25;

/** One job per piece of work: a later one takes the place of an earlier. */
const keyOf = ({ name }: WorkKind, id: string) => `${name}:${id}`;

export interface JobRequest {
  /** Of the work that it is for. */
  readonly id: string;
  readonly priority: number;
  readonly delayMs?: number;
}

/** Puts work into the queue, in one statement. It runs lower numbers first. */
export async function enqueueJobs(tx: Transaction, kind: WorkKind, jobs: readonly JobRequest[]): Promise<void> {
  await tx.query(
    `select graphile_worker.add_job($1, json_build_object('id', id), job_key := key, max_attempts := $2, priority := priority,
       run_at := now() + make_interval(secs => delay_ms / 1000))
     from unnest($3::text[], $4::text[], $5::integer[], $6::double precision[]) as job (id, key, priority, delay_ms)`,
    [
      kind.name,
      DELIVERIES,
      jobs.map(({ id }) => id),
      jobs.map(({ id }) => keyOf(kind, id)),
      jobs.map(({ priority }) => -priority),
      jobs.map(({ delayMs = 0 }) => delayMs),
    ],
  );
}

/** First events and jobs of new work, however much there is: one statement, since a picture waits for it. */
export async function queueNew(tx: Transaction, kind: WorkKind, jobs: readonly JobRequest[]): Promise<void> {
  await tx.query(
    `with job as (select * from unnest($3::uuid[], $4::text[], $5::integer[]) as job (id, key, priority)),
     queued as (
       insert into ${kind.events} (${kind.owner}, seq, type, payload)
       select id, 0, 'QUEUED', jsonb_build_object('priority', priority) from job
     )
     select graphile_worker.add_job($1, json_build_object('id', id), job_key := key, max_attempts := $2, priority := -priority) from job`,
    [
      kind.name,
      DELIVERIES,
      jobs.map(({ id }) => id),
      jobs.map(({ id }) => keyOf(kind, id)),
      jobs.map(({ priority }) => priority),
    ],
  );
}

/** From this transaction on the job is done: one that waits is removed, one that is being worked on is never delivered again. */
export async function settleJob(tx: Transaction, kind: WorkKind, id: string): Promise<void> {
  await tx.query('select graphile_worker.remove_job($1)', [keyOf(kind, id)]);
}
