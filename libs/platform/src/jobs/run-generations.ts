import type { Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { claimGeneration, type ClaimedGeneration } from '../generations/claim-generation.js';
import { GENERATION } from '../generations/generation-work.js';
import { type RunOptions, runWork, type WorkRunner } from '../work/run-work.js';

/** Works off the queue of generations until disposed: see runWork. */
export function runGenerations(
  database: Database,
  listener: Listener,
  options: RunOptions<ClaimedGeneration>,
): Promise<WorkRunner> {
  const claim = (generationId: string, how: { worker: string; leaseMs: number }) =>
    claimGeneration(database, { generationId, ...how });
  return runWork(database, listener, { kind: GENERATION, claim }, options);
}
