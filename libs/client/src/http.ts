import { print } from 'graphql';
import { ClientError, GraphQLRequestError, messageOf, type GraphQLErrorEntry } from './errors.js';
import type { Operation } from './operation.js';

export interface HttpOptions {
  /** The service's address, e.g. http://127.0.0.1:4000 */
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly headers: Readonly<Record<string, string>>;
}

const NO_PASSAGE = new Set([429, 502, 503, 504]);

/** One GraphQL operation over HTTP, once. */
export async function postOperation<Data, Variables>(
  http: HttpOptions,
  { name, document }: Operation<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const response = await send(http, '/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ operationName: name, query: print(document), variables }),
    ...(signal && { signal }),
  });
  const { data, errors } = (await readJson(response)) as { data?: Data | null; errors?: GraphQLErrorEntry[] };
  if (errors && errors.length > 0) throw new GraphQLRequestError(name, errors);
  if (data === undefined || data === null) throw unexpected(response, 'an answer without data');
  return data;
}

/**
 * One request to a path of the service.
 *
 * @throws ClientError UNREACHABLE, and the signal's reason
 */
export async function send({ url, fetch, headers }: HttpOptions, path: string, init: RequestInit): Promise<Response> {
  const target = new URL(path, url);
  const merged = { ...headers, ...(init.headers as Record<string, string> | undefined) };
  const response = await fetch(target, { ...init, headers: merged }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw unreachable(target.href, error);
  });
  if (NO_PASSAGE.has(response.status)) throw unreachable(target.href, new Error(`status ${response.status}`));
  return response;
}

/** @throws ClientError UNEXPECTED_ANSWER for anything but JSON, UNREACHABLE where the answer breaks off */
export async function readJson(response: Response): Promise<unknown> {
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) {
    throw unexpected(response, response.headers.get('content-type') ?? 'no content type');
  }
  return response.json().catch((error: unknown) => {
    throw unreachable(response.url, error);
  });
}

export function unreachable(where: string, cause: unknown): ClientError {
  const { cause: deeper } = cause as { cause?: unknown };
  const report = { expected: 'the service to answer', got: messageOf(deeper ?? cause), where };
  return new ClientError('UNREACHABLE', report, { cause });
}

export function unexpected({ status, url }: Response, got: string): ClientError {
  return new ClientError('UNEXPECTED_ANSWER', {
    expected: 'an answer of the service',
    got: `status ${status} with ${got}`,
    where: url,
    advice: 'Is this the address that the service prints at its start?',
  });
}
