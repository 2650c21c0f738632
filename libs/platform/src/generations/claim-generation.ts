import type { Database } from '../database/database.js';
import type { Lease } from '../work/work-kind.js';
import { GENERATION } from './generation-work.js';
import { type Generation, GENERATION_COLUMNS } from './vocabulary.js';

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
 * One round trip, since a picture waits for it: see claim_generation in prisma/migrations. Of two workers with the same generation one gets it.
 */
export async function claimGeneration(database: Database, options: ClaimOptions): Promise<ClaimedGeneration | null> {
  const { generationId, worker, leaseMs } = options;
  const { rows } = await database.query<Generation & { token: string }>(
    `select ${GENERATION_COLUMNS}, lease_token as token from claim_generation($1, $2, $3)`,
    [generationId, worker, leaseMs],
  );
  if (!rows[0]) return null;
  const { token, ...generation } = rows[0];
  return { generation, lease: { kind: GENERATION, id: generationId, token } };
}
