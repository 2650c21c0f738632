import { createDatabase, prepareDatabase } from '@contrapposto/platform';
import { LOCAL_STUDIO } from './authenticate.js';

/** Brings a database to what the service needs: tables, and the studio of local mode. Programs that start at once wait for each other. */
export async function prepareService(databaseUrl: string): Promise<void> {
  await prepareDatabase(databaseUrl);
  await using database = createDatabase({ url: databaseUrl, applicationName: 'contrapposto api, preparing' });
  await database.query('insert into studios (slug, name) values ($1, $2) on conflict (slug) do nothing', [
    LOCAL_STUDIO.slug,
    LOCAL_STUDIO.name,
  ]);
}
