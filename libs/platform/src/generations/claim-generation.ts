import type { Sql } from '../database/database.js';
import { claimWork } from '../work/claim-work.js';
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

/** See claimWork. */
export async function claimGeneration(
  sql: Sql,
  { generationId: id, ...options }: ClaimOptions,
): Promise<ClaimedGeneration | null> {
  const claimed = await claimWork<Generation>(sql, GENERATION, GENERATION_COLUMNS, { id, ...options });
  return claimed && { generation: claimed.work, lease: claimed.lease };
}
