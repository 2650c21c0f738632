import { createDatabase, createStorage, ensureStudio, seedReports } from '@contrapposto/platform';
import { LOCAL_STUDIO } from './authenticate.js';
import type { ApiConfig } from './config.js';
import { createLogger } from './context.js';

/**
 * Gives the local studio the measured reports that come along, beside the service, which is not kept waiting by their pictures. Never throws: what went
 * wrong is logged, and what is missing comes at the next start.
 */
export async function seedExampleReports(config: ApiConfig): Promise<void> {
  if (!config.exampleReports) return;
  const { databaseUrl: url, storage } = config;
  await using database = createDatabase({ url, poolSize: 1, applicationName: 'contrapposto api, example reports' });
  try {
    const studio = await ensureStudio(database, LOCAL_STUDIO);
    await seedReports(database, createStorage(storage), studio.id);
  } catch (error) {
    createLogger(config).warn({ err: error }, 'the example reports are not there');
  }
}
