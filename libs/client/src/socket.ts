import { print } from 'graphql';
import { createClient, type Client as SocketClient, type FormattedExecutionResult } from 'graphql-ws';
import { ClientError, GraphQLRequestError, messageOf, type GraphQLErrorEntry } from './errors.js';
import { unreachable } from './http.js';
import type { Operation } from './operation.js';

/** A WebSocket class with the browser's interface: the global one, or that of the package ws. */
export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => object;

export interface SocketOptions {
  readonly url: string;
  readonly webSocket: WebSocketConstructor | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** A connection on which nothing was heard for this long is asked for a sign of life ... */
const ASK_AFTER_MS = 10_000;
/** ... and is given up when none comes. */
const ANSWER_WITHIN_MS = 5_000;

/** All subscriptions of a client, over one connection that is there while it is needed. */
export class Socket {
  private client: SocketClient | null = null;

  constructor(private readonly options: SocketOptions) {}

  /**
   * The data of one subscription, until the service completes it. The caller decides what to do about a lost connection.
   *
   * @throws ClientError UNREACHABLE when the connection is lost, NO_WEBSOCKET; GraphQLRequestError; the signal's reason
   */
  async *subscribe<Data, Variables>(
    { name, document }: Operation<Data, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ): AsyncGenerator<Data, void, void> {
    signal?.throwIfAborted();
    const results = this.open().iterate<Data>({
      operationName: name,
      query: print(document),
      variables: variables as Record<string, unknown>,
    });
    const leave = () => void results.return?.();
    signal?.addEventListener('abort', leave);
    try {
      for await (const result of results) yield toData(name, result);
    } catch (thrown) {
      throw toClientError(this.options.url, name, thrown);
    } finally {
      signal?.removeEventListener('abort', leave);
      leave();
    }
    signal?.throwIfAborted();
  }

  async dispose(): Promise<void> {
    await this.client?.dispose();
    this.client = null;
  }

  private open(): SocketClient {
    return (this.client ??= connect(this.options));
  }
}

function connect({ url, webSocket = globalThis.WebSocket, headers }: SocketOptions): SocketClient {
  if ((webSocket as unknown) === undefined) throw noWebSocket();
  const target = new URL('/graphql', url);
  target.protocol = target.protocol === 'https:' ? 'wss:' : 'ws:';
  let lifeSign: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: target.href,
    webSocketImpl: webSocket,
    connectionParams: { headers },
    // Trying again is the follower's business: it knows the last number.
    retryAttempts: 0,
    keepAlive: ASK_AFTER_MS,
    on: {
      ping: (received) => {
        if (!received) lifeSign = setTimeout(() => client.terminate(), ANSWER_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(lifeSign);
      },
      closed: () => clearTimeout(lifeSign),
    },
  });
  return client;
}

function toData<Data>(name: string, { data, errors }: FormattedExecutionResult<Data, unknown>): Data {
  if (errors && errors.length > 0) throw new GraphQLRequestError(name, errors);
  return data!;
}

/** graphql-ws throws the service's errors as an array, and a lost connection as the WebSocket's event. */
function toClientError(url: string, name: string, thrown: unknown): unknown {
  if (thrown instanceof ClientError) return thrown;
  if (Array.isArray(thrown)) return new GraphQLRequestError(name, thrown as GraphQLErrorEntry[]);
  return unreachable(url, thrown instanceof Error ? thrown : new Error(messageOf(thrown)));
}

function noWebSocket(): ClientError {
  return new ClientError('NO_WEBSOCKET', {
    expected: 'a WebSocket class',
    got: 'none: this version of Node has no global one',
    where: 'createClient',
    advice: "Pass it: `import { WebSocket } from 'ws'; createClient({ url, webSocket: WebSocket })`.",
  });
}
