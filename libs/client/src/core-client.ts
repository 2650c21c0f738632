import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { ClientError, RejectedError, type UserError } from './errors.js';
import { type FollowSource, followWork, type WorkEvent } from './follow-work.js';
import { formatHex } from './hex.js';
import { type HttpOptions, postOperation } from './http.js';
import { toOperation } from './operation.js';
import { Patience, persist } from './patience.js';
import { Socket, type WebSocketConstructor } from './socket.js';
import { type FileToUpload, upload } from './upload.js';

export interface ClientOptions {
  /** The service's address, as it prints it: http://127.0.0.1:4000 */
  readonly url: string;
  readonly fetch?: typeof fetch;
  /** Needed to follow generations where there is no global one (Node 20): `WebSocket` of the package ws. */
  readonly webSocket?: WebSocketConstructor;
  /** Sent with every request, and with the connection of subscriptions. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a service that does not answer is tried again, for everything that may safely be done twice; 60 000 by default. */
  readonly patienceMs?: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface FollowOptions extends CallOptions {
  /** The last number that the caller has; 0 for all. */
  readonly after?: number;
}

/** A page of any list. */
export interface ListPage<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const PATIENCE_MS = 60_000;
const PAGE_SIZE = 50;

/** How a client speaks to its service: operations, trying again, uploads, following. */
export abstract class CoreClient {
  protected readonly http: HttpOptions;
  protected readonly socket: Socket;
  private readonly patienceMs: number;

  constructor({ url, fetch = globalThis.fetch, webSocket, headers = {}, patienceMs = PATIENCE_MS }: ClientOptions) {
    // Browsers refuse a fetch that is called as a method of something else.
    this.http = { url, fetch: (input, init) => fetch(input, init), headers };
    this.socket = new Socket({ url, webSocket, headers });
    this.patienceMs = patienceMs;
  }

  /** Any operation of the caller's own, once: a typed document from code generation against the service's schema. */
  request<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    { signal }: CallOptions = {},
  ): Promise<Data> {
    return postOperation(this.http, toOperation(document), variables, signal);
  }

  /** Closes the connection of subscriptions; what still follows ends with an error. */
  dispose(): Promise<void> {
    return this.socket.dispose();
  }

  /** An operation that may be done twice. */
  protected persist<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    { signal }: CallOptions,
  ): Promise<Data> {
    return persist(() => this.request(document, variables, pick(signal)), this.patience(signal));
  }

  /** Hands a file to the service: its upload's id. */
  protected upload(file: FileToUpload, { signal }: CallOptions): Promise<string> {
    return persist(() => upload(this.http, file, signal), this.patience(signal));
  }

  /** The events of a subscription from any number on, to the last. */
  protected follow<Event extends WorkEvent, Data>(
    { document, read, ...source }: FollowedWork<Event, Data>,
    id: string,
    { after = 0, signal }: FollowOptions,
  ): AsyncGenerator<Event, void, void> {
    const operation = toOperation(document);
    const { socket } = this;
    const subscribe = async function* (of: string, last: number) {
      for await (const data of socket.subscribe(operation, { id: of, after: last }, signal)) yield read(data);
    };
    return followWork({ ...source, url: this.http.url, subscribe }, id, after, this.patience(signal));
  }

  /** A list from its first page on, page by page as the caller goes on. */
  protected async *readAll<Node>(
    readPage: (first: number, after: string | null) => Promise<ListPage<Node>>,
    pageSize = PAGE_SIZE,
  ): AsyncGenerator<Node, void, void> {
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo }: ListPage<Node> = await readPage(pageSize, after);
      yield* nodes;
      if (!pageInfo.hasNextPage) return;
      after = pageInfo.endCursor;
    }
  }

  protected patience(signal?: AbortSignal): Patience {
    return new Patience(this.patienceMs, signal);
  }
}

interface FollowedWork<Event extends WorkEvent, Data> extends Pick<FollowSource<Event>, 'what' | 'look'> {
  readonly document: TypedDocumentNode<Data, { id: string; after: number }>;
  readonly read: (data: Data) => Event;
}

/** A request that may be sent again, since it appears once under its key. */
export function withKey<Input extends { readonly idempotencyKey?: string | null | undefined }>(input: Input): Input {
  return { ...input, idempotencyKey: input.idempotencyKey ?? createKey() };
}

/** 128 random bits; `crypto.randomUUID` is missing on pages that are neither https nor localhost. */
function createKey(): string {
  return formatHex(globalThis.crypto.getRandomValues(new Uint8Array(16)));
}

/** @throws RejectedError */
export function accept<T>(operation: string, value: T | null, userErrors: readonly UserError[]): T {
  if (userErrors.length > 0 || value === null) throw new RejectedError(operation, userErrors);
  return value;
}

/** What `node` found is of another type, or nothing. */
export function absent(what: string, id: string, node: { readonly __typename: string } | null): ClientError {
  const got = node === null ? 'nothing of that id' : `a ${node.__typename}`;
  return new ClientError('NOT_FOUND', { expected: `a ${what}`, got, where: id });
}

export function pick(signal: AbortSignal | undefined): CallOptions {
  return signal ? { signal } : {};
}
