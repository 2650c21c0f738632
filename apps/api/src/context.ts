import { createDatabase, createEventListener, createStorage, ImportDesk, PoseSearch } from '@contrapposto/platform';
import { type Logger, pino } from 'pino';
import type { ApiConfig } from './config.js';
import { freezeRecipe } from './generations/freeze-recipe.js';
import { createMetrics, type Metrics } from './metrics.js';
import type { Services } from './request-context.js';

/** All that handlers may reach. The only place where parts are put together; disposing it ends what was started. */
export interface ApiContext extends Services, AsyncDisposable {
  readonly config: ApiConfig;
  readonly metrics: Metrics;
}

export function createContext(config: ApiConfig): ApiContext {
  const logger = createLogger(config);
  const onConnectionError = (error: Error) => logger.warn({ err: error }, 'a database connection broke');
  const database = createDatabase({ url: config.databaseUrl, applicationName: 'contrapposto api', onConnectionError });
  const listener = createEventListener({ url: config.databaseUrl, onConnectionError });
  const metrics = createMetrics();
  const poseSearch = new PoseSearch(database);
  const storage = createStorage(config.storage);
  const imports = new ImportDesk(database, storage);
  return {
    config,
    logger,
    database,
    listener,
    metrics,
    poseSearch,
    storage,
    imports,
    freeze: freezeRecipe,
    [Symbol.asyncDispose]: async () => {
      metrics.dispose();
      await imports.dispose();
      await poseSearch.dispose();
      await listener.dispose();
      await database.dispose();
    },
  };
}

export function createLogger({ logLevel }: ApiConfig): Logger {
  return pino({ name: 'api', level: logLevel });
}
