import {
  createDatabase,
  createStorage,
  ensureStudio,
  prepareDatabase,
  seedReports,
  seedStudio,
} from '@contrapposto/platform';
import { LOCAL_STUDIO } from './authenticate.js';
import type { ApiConfig } from './config.js';

/**
 * Brings a database to what the service needs: tables, the studio of local mode, and what a studio begins with. Programs that start at once wait
 * for each other.
 */
export async function prepareService({
  databaseUrl,
  storage,
  exampleReports,
}: Pick<ApiConfig, 'databaseUrl' | 'storage' | 'exampleReports'>): Promise<void> {
  await prepareDatabase(databaseUrl);
  await using database = createDatabase({ url: databaseUrl, applicationName: 'contrapposto api, preparing' });
  const studio = await ensureStudio(database, LOCAL_STUDIO);
  await seedStudio(database, studio.id);
  if (exampleReports) await seedReports(database, createStorage(storage), studio.id);
}
