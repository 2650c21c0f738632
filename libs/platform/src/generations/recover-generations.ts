import type { Database } from '../database/database.js';
import { type Recovery, recoverWork } from '../work/recover-work.js';
import { GENERATION } from './generation-work.js';

/** See recoverWork. */
export function recoverGenerations(database: Database, leaseMs: number): Promise<Recovery> {
  return recoverWork(database, GENERATION, leaseMs);
}
