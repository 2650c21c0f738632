import type { Database, FreezeRecipe, ImportDesk, Listener, PoseSearch, Storage } from '@contrapposto/platform';
import type { Logger } from 'pino';
import { createLoaders, type Loaders } from './loaders.js';

/** Who asks. Nothing of another studio is ever seen. */
export interface Caller {
  readonly studioId: string;
  readonly userId?: string;
}

/** What resolvers may reach of the program. */
export interface Services {
  readonly database: Database;
  /** Hears of every new event of a generation. */
  readonly listener: Listener;
  readonly storage: Storage;
  /** Files being read into libraries. */
  readonly imports: ImportDesk;
  /** Poses by their shape; in step with the database before every search. */
  readonly poseSearch: PoseSearch;
  readonly freeze: FreezeRecipe;
  readonly logger: Logger;
}

/** What one operation's resolvers may reach. */
export interface RequestContext extends Caller, Services {
  readonly loaders: Loaders;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
}

export function createRequestContext(services: Services, caller: Caller, signal: AbortSignal): RequestContext {
  return { ...services, ...caller, signal, loaders: createLoaders(services.database, caller) };
}

/** The same for the next event of a subscription: what was loaded for the last may have changed. */
export function renewLoaders(context: RequestContext): RequestContext {
  return { ...context, loaders: createLoaders(context.database, context) };
}
