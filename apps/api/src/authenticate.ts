import type { IncomingMessage } from 'node:http';
import type { Database } from '@contrapposto/platform';
import type { Caller } from './request-context.js';

/** Port: who sends a request; null for nobody that may. The request is one of HTTP, or the one that opens a WebSocket. */
export type Authenticate = (request: IncomingMessage) => Promise<Caller | null>;

export const LOCAL_STUDIO = { slug: 'local', name: 'Local studio' };

/** Without sign-in: whoever reaches the server is of the one studio there is. */
export function createLocalAuthentication(database: Database): Authenticate {
  let local: Caller | null = null;
  return async () => (local ??= await findLocalStudio(database));
}

async function findLocalStudio(database: Database): Promise<Caller | null> {
  const { rows } = await database.query<Caller>('select id as "studioId" from studios where slug = $1', [
    LOCAL_STUDIO.slug,
  ]);
  return rows[0] ?? null;
}
