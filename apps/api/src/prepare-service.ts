import { createDatabase, ensureStudio, prepareDatabase, seedStudio } from '@contrapposto/platform';
import { LOCAL_STUDIO } from './authenticate.js';

/**
 * Brings a database to what the service needs: tables, the studio of local mode, and what a studio begins with. Programs that start at once wait
 * for each other.
 */
export async function prepareService(databaseUrl: string): Promise<void> {
  await prepareDatabase(databaseUrl);
  await using database = createDatabase({ url: databaseUrl, applicationName: 'contrapposto api, preparing' });
  const studio = await ensureStudio(database, LOCAL_STUDIO);
  await seedStudio(database, studio.id);
}
