import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type DocumentNode,
  execute,
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  parse,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Authenticate } from '../authenticate.js';
import { toClientError } from '../errors/to-client-error.js';
import { createRequestContext, type RequestContext, type Services } from '../request-context.js';
import { assertAffordable } from './assert-affordable.js';
import { type GraphqlParts, MOST_TOKENS } from './create-apollo-server.js';
import { type FollowHooks, followOperation } from './follow-operation.js';

const PATH = '/graphql';
/** Bytes of one message: a query with its variables. */
const LARGEST_MESSAGE = 2 * 2 ** 20;
/** How long a socket may take to say goodbye. */
const FAREWELL_MS = 2_000;
const NEVER = new AbortController().signal;

export interface SocketParts extends GraphqlParts {
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly isWelcome: (request: IncomingMessage) => boolean;
}

/** Every kind of operation over WebSockets, by the protocol graphql-transport-ws. Disposing it tells followers to come again later. */
export function serveSockets(httpServer: Server, parts: SocketParts): { dispose(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  httpServer.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '', 'http://host').pathname !== PATH) refuse(socket, '404 Not Found');
    else if (!parts.isWelcome(request)) refuse(socket, '403 Forbidden');
    else sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  const { metrics, logger } = parts;
  sockets.on('connection', (socket) => {
    metrics.sockets.inc();
    socket.on('close', () => metrics.sockets.dec());
    socket.on('error', (error) => logger.debug({ err: error }, 'a socket broke'));
  });
  const hooks = createHooks(parts);
  const server = useServer<Record<string, never>, { readonly request: IncomingMessage }>(
    {
      isProd: true,
      onSubscribe: ({ extra }, _id, payload) => prepare(parts, extra.request, payload),
      execute: async (args: ExecutionArgs) => hooks.finish(await execute(args)),
      subscribe: (args: ExecutionArgs) =>
        followOperation(args as ExecutionArgs & { readonly contextValue: RequestContext }, hooks),
    },
    sockets,
  );
  return { dispose: () => close(sockets, server) };
}

function createHooks({ metrics, logger }: SocketParts): FollowHooks {
  const toResult = (errors: readonly unknown[]) => ({
    errors: errors.map((error) => toError(toClientError(error, logger))),
  });
  return {
    finish: (result) => {
      metrics.operations.inc({ type: 'socket', outcome: result.errors ? 'errors' : 'ok' });
      return result.errors ? { ...result, ...toResult(result.errors) } : result;
    },
    explain: (error) => toResult([error]),
    onStart: () => metrics.subscriptions.inc(),
    onEnd: () => metrics.subscriptions.dec(),
  };
}

/** Followers are told to come again; who does not answer is not waited for. */
async function close(sockets: WebSocketServer, server: { dispose: () => void | Promise<void> }): Promise<void> {
  const impatience = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, FAREWELL_MS);
  await server.dispose();
  clearTimeout(impatience);
}

/** What is to be executed, or why it is not. */
async function prepare(
  { schema, limits, services, authenticate, logger }: SocketParts,
  request: IncomingMessage,
  { query, operationName, variables }: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  try {
    const document = parse(query, { maxTokens: MOST_TOKENS });
    const invalid = validate(schema, document);
    if (invalid.length > 0)
      return invalid.map((error) => toError(toClientError(error, logger, 'GRAPHQL_VALIDATION_FAILED')));
    assertAffordable(schema, document, requireOperation(document, operationName), variables ?? {}, limits);
    const caller = await authenticate(request);
    if (!caller) throw refusal('UNAUTHENTICATED', 'Sign in first.');
    const contextValue = createRequestContext(services, caller, NEVER);
    return { schema, document, operationName: operationName ?? null, variableValues: variables ?? null, contextValue };
  } catch (error) {
    // Our own refusals have their codes; what has none did not parse.
    return [toError(toClientError(error, logger, 'GRAPHQL_PARSE_FAILED'))];
  }
}

function requireOperation(document: DocumentNode, name: string | null | undefined) {
  const operation = getOperationAST(document, name);
  if (operation) return operation;
  throw refusal('OPERATION_RESOLUTION_FAILURE', 'Expected one operation, or the name of one of several.');
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** graphql-ws asks errors for their JSON. */
function toError({ message, path, locations, extensions }: GraphQLFormattedError): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, extensions: extensions ?? {} });
  return Object.assign(error, locations && { locations });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
