import type { UserErrorPartsFragment } from './generated/graphql.js';

/** Codes are stable: callers switch on them, messages may be reworded. */
export type ClientErrorCode =
  /** The service was not reached, or something between did not let us through. Worth another try. */
  | 'UNREACHABLE'
  /** An answer that is no answer of this service: a wrong address, most likely. */
  | 'UNEXPECTED_ANSWER'
  /** The service answered with GraphQL errors: see GraphQLRequestError. */
  | 'GRAPHQL_ERRORS'
  /** The service understood, and said what the caller can mend: see RejectedError. */
  | 'REJECTED'
  | 'NOT_FOUND'
  | 'NO_WEBSOCKET'
  /** An event with a number that is not the next one. */
  | 'EVENT_MISSING'
  /** Downloaded bytes that do not have the hash of the picture. */
  | 'BYTES_DAMAGED'
  | 'NO_WEB_CRYPTO';

/** What was expected, what came, where, and what to do about it. */
export interface ErrorReport {
  readonly expected: string;
  readonly got: string;
  readonly where: string;
  readonly advice?: string;
}

/** Base of all errors that this package throws on purpose. */
export class ClientError extends Error {
  override readonly name: string = 'ClientError';

  constructor(
    readonly code: ClientErrorCode,
    { expected, got, where, advice }: ErrorReport,
    options?: ErrorOptions,
  ) {
    super(`Expected ${expected}, got ${got} (${where}).${advice === undefined ? '' : ` ${advice}`}`, options);
  }
}

export type UserError = UserErrorPartsFragment;

/** What a mutation answers in `userErrors`: the request was understood, and nothing was done. */
export class RejectedError extends ClientError {
  override readonly name = 'RejectedError';

  constructor(
    operation: string,
    /** At least one. */
    readonly userErrors: readonly UserError[],
  ) {
    super('REJECTED', {
      expected: 'a request that can be done',
      got: userErrors.map(formatUserError).join('; '),
      where: operation,
    });
  }
}

function formatUserError({ code, field, message }: UserError): string {
  return field === null ? `${code}: ${message}` : `${code} at ${field}: ${message}`;
}

/** One entry of `errors` in an answer. */
export interface GraphQLErrorEntry {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What the service could not do at all: a query that is too dear, an id of no use, trouble inside. */
export class GraphQLRequestError extends ClientError {
  override readonly name = 'GraphQLRequestError';

  constructor(
    operation: string,
    /** At least one. */
    readonly errors: readonly GraphQLErrorEntry[],
  ) {
    super('GRAPHQL_ERRORS', { expected: 'data', got: errors.map(formatEntry).join('; '), where: operation });
  }
}

function formatEntry(error: GraphQLErrorEntry): string {
  const code = codeOf(error);
  return code === null ? error.message : `${code}: ${error.message}`;
}

function codeOf({ extensions }: GraphQLErrorEntry): string | null {
  return typeof extensions?.code === 'string' ? extensions.code : null;
}

const PASSING_CODES = new Set(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE']);

/** Whether the same may well succeed in a moment: a service that starts anew, or has just lost its database. */
export function isPassing(error: unknown): boolean {
  if (error instanceof GraphQLRequestError)
    return error.errors.every((entry) => PASSING_CODES.has(codeOf(entry) ?? ''));
  return error instanceof ClientError && error.code === 'UNREACHABLE';
}

/** The message of anything that was thrown, or of a WebSocket's event. */
export function messageOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const { message, code, reason } = thrown as { message?: unknown; code?: unknown; reason?: unknown };
  if (typeof message === 'string' && message !== '') return message;
  return typeof code === 'number' && typeof reason === 'string'
    ? `a connection closed with ${code} ${reason}`
    : 'a broken connection';
}
