import type { Database } from '../database/database.js';
import { type Recovery, recoverWork } from '../work/recover-work.js';
import { REPORT } from './report-work.js';

/** See recoverWork. */
export function recoverReports(database: Database, leaseMs: number): Promise<Recovery> {
  return recoverWork(database, REPORT, leaseMs);
}
