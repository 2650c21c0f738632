import type { Transaction } from '../database/database.js';

/** The queue's name for our work. */
export const TASK = 'generation';

/** Deliveries, not attempts: a job that brings nothing new (its generation has ended, or is in good hands) is simply done with. */
const DELIVERIES = 25;

/** One job per generation: a later one takes the place of an earlier. */
const keyOf = (generationId: string) => `${TASK}:${generationId}`;

/** The queue runs lower numbers first. */
export async function enqueueJob(
  tx: Transaction,
  { id, priority, delayMs = 0 }: { id: string; priority: number; delayMs?: number },
): Promise<void> {
  await tx.query(
    `select graphile_worker.add_job($1, json_build_object('id', $2::text), job_key := $3, max_attempts := $4, priority := $5,
       run_at := now() + make_interval(secs => $6::double precision / 1000))`,
    [TASK, id, keyOf(id), DELIVERIES, -priority, delayMs],
  );
}

/** From this transaction on the job is done: one that waits is removed, one that is being worked on is never delivered again. */
export async function settleJob(tx: Transaction, generationId: string): Promise<void> {
  await tx.query('select graphile_worker.remove_job($1)', [keyOf(generationId)]);
}
