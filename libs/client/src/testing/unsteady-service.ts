import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema, execute, GraphQLError, subscribe } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/** The part of the service's schema that following needs; the whole is in apps/api. */
const SCHEMA = buildSchema(`
  type Query { node(id: ID!): Generation }
  type Generation { id: ID! state: String! lastSeq: Int! }
  type Event { generationId: ID! seq: Int! type: String! payload: Int createdAt: String! }
  type Subscription { generationEvents(id: ID!, after: Int!): Event! }
`);

/** What becomes of a subscription after some events: its end for the client. */
export type Trouble = 'cut' | 'polite close' | 'early end' | 'internal error' | 'gap';

/** A service whose one generation has `length` events, and whose subscriptions meet a trouble after every few of them. */
export interface UnsteadyService {
  readonly url: string;
  /** The `after` of every subscription that was made. */
  readonly asked: readonly number[];
  dispose(): Promise<void>;
}

export interface UnsteadyOptions {
  readonly length: number;
  /** In turn, one for each subscription; after them all goes well. */
  readonly troubles: readonly Trouble[];
  /** Events that a subscription sends before its trouble. */
  readonly eventsBefore: number;
}

export async function startUnsteadyService(options: UnsteadyOptions): Promise<UnsteadyService> {
  const asked: number[] = [];
  const troubles = [...options.troubles];
  const server = createServer((request, response) => void answerQuery(options.length, request, response));
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  const leave = (trouble: Trouble) => {
    if (trouble === 'internal error') throw internalError();
    for (const socket of sockets.clients) {
      if (trouble === 'cut') socket.terminate();
      if (trouble === 'polite close') socket.close(1000);
    }
  };
  const generationEvents = async function* ({ after }: { after: number }) {
    asked.push(after);
    const trouble = troubles.shift();
    for (let seq = after + 1; seq <= options.length; seq += 1) {
      if (trouble && seq > after + options.eventsBefore) {
        if (trouble === 'gap') yield { generationEvents: toEvent(seq + 1, options.length) };
        leave(trouble);
        return;
      }
      yield { generationEvents: toEvent(seq, options.length) };
      await sleep(1);
    }
  };
  const protocol = useServer(
    { schema: SCHEMA, roots: { subscription: { generationEvents } }, execute, subscribe },
    sockets,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    dispose: async () => {
      await protocol.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerQuery(length: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(chunk as Buffer);
  const { variables } = JSON.parse(Buffer.concat(body).toString()) as { variables: { id: string } };
  const node = { __typename: 'Generation', id: variables.id, state: 'RUNNING', lastSeq: length };
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { node } }));
}

function toEvent(seq: number, length: number) {
  const type = seq === length ? 'SUCCEEDED' : seq === 1 ? 'QUEUED' : 'PROGRESS';
  return { generationId: 'g', seq, type, payload: seq, createdAt: '2026-11-22T12:00:00Z' };
}

function internalError(): GraphQLError {
  return new GraphQLError('the database is gone', { extensions: { code: 'INTERNAL_SERVER_ERROR' } });
}
