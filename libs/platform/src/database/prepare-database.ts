import { runMigrations as prepareQueue } from 'graphile-worker';
import { SILENT } from '../work/silent-logger.js';
import { applyMigrations } from './migrations.js';

/** Brings a database to what this build needs: our tables, then the queue's own schema, which graphile-worker keeps up to date itself. */
export async function prepareDatabase(url: string): Promise<string[]> {
  const applied = await applyMigrations(url);
  await prepareQueue({ connectionString: url, logger: SILENT });
  return applied;
}
