import type { Database } from '../database/database.js';
import { writeEvent } from './append-event.js';
import { type Generation, GENERATION_COLUMNS, type Lease } from './vocabulary.js';

export interface ClaimOptions {
  readonly generationId: string;
  /** A name for the worker that nobody else has. */
  readonly worker: string;
  readonly leaseMs: number;
}

export interface ClaimedGeneration {
  readonly generation: Generation;
  readonly lease: Lease;
}

/**
 * QUEUED -> RUNNING, under a new lease. Null where there is nothing to do: it runs, it has ended, it waits for its time, or it is gone.
 *
 * The update takes the row lock and then looks at the state again, so of two workers with the same generation one gets it.
 */
export function claimGeneration(database: Database, options: ClaimOptions): Promise<ClaimedGeneration | null> {
  const { generationId, worker, leaseMs } = options;
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Generation & { token: string }>(
      `update generations
       set state = 'RUNNING', attempt = attempt + 1, started_at = coalesce(started_at, now()), lease_token = gen_random_uuid(),
           leased_by = $2, lease_expires_at = now() + make_interval(secs => $3::double precision / 1000)
       where id = $1 and state = 'QUEUED' and run_after <= now()
       returning ${GENERATION_COLUMNS}, lease_token as token`,
      [generationId, worker, leaseMs],
    );
    if (!rows[0]) return null;
    const { token, ...generation } = rows[0];
    const lastSeq = await writeEvent(tx, generationId, 'STARTED', { attempt: generation.attempt, worker });
    return { generation: { ...generation, lastSeq }, lease: { generationId, token } };
  });
}
