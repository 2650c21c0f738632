// Before all decorators, which keep their notes with it.
import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalAuthentication } from './authenticate.js';
import type { ApiConfig } from './config.js';
import { type ApiContext, createContext } from './context.js';
import { createApolloServer } from './graphql/create-apollo-server.js';
import { serveSockets } from './graphql/serve-sockets.js';
import { createExpressApp } from './http/create-express-app.js';
import { isFromOwnPage } from './http/is-from-own-page.js';
import { buildApiSchema } from './schema/build-schema.js';

export interface RunningApi extends AsyncDisposable {
  /** http://host:port */
  readonly url: string;
  /** Takes nothing new, lets what runs come to its end for two seconds, and tells followers to come again. */
  dispose(): Promise<void>;
}

/** Of a whole request, the largest upload's on a slow line too; Node's own limit for its head stays. */
const REQUEST_TIMEOUT_MS = 3_600_000;

/**
 * Serves the API on a prepared database.
 *
 * @throws Error of Node, such as EADDRINUSE; then nothing is left running
 */
export async function startApi(config: ApiConfig): Promise<RunningApi> {
  const context = createContext(config);
  try {
    return await serve(context);
  } catch (error) {
    await context[Symbol.asyncDispose]();
    throw error;
  }
}

async function serve(context: ApiContext): Promise<RunningApi> {
  const { config, database } = context;
  const httpServer = createServer({ requestTimeout: REQUEST_TIMEOUT_MS });
  const isLocal = config.authenticate === undefined;
  const parts = {
    ...config,
    ...context,
    services: context,
    schema: buildApiSchema(),
    authenticate: config.authenticate ?? createLocalAuthentication(database),
    isWelcome: (request: IncomingMessage) => isFromOwnPage(request, isLocal),
  };
  const apollo = createApolloServer(httpServer, parts);
  await apollo.start();
  httpServer.on('request', createExpressApp({ ...parts, apollo }));
  const sockets = serveSockets(httpServer, parts);
  httpServer.listen(config.port, config.host);
  await once(httpServer, 'listening');
  const url = toUrl(httpServer.address() as AddressInfo);
  context.logger.info({ url }, 'listening');
  const dispose = async () => {
    await sockets.dispose();
    await apollo.stop();
    await context[Symbol.asyncDispose]();
  };
  return { url, dispose, [Symbol.asyncDispose]: dispose };
}

function toUrl({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
