import { randomUUID } from 'node:crypto';
import { isConnectionError } from '@contrapposto/platform';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { toUserError } from './to-user-error.js';

/**
 * An error of an operation, as its caller sees it: their own mistakes in full, everything else by a reference under which the log has the whole.
 *
 * @param ownCode of errors that graphql itself made without one
 */
export function toClientError(error: unknown, logger: Logger, ownCode = 'BAD_USER_INPUT'): GraphQLFormattedError {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  const place = error instanceof GraphQLError ? pick(error.toJSON(), ['path', 'locations']) : {};
  // Made by graphql itself: a query that does not parse or fit, or one of our own refusals.
  if (!cause || cause instanceof GraphQLError)
    return withoutInternals((cause ?? error) as GraphQLError, place, ownCode);
  const userError = toUserError(cause);
  if (userError) {
    const { code, field, message } = userError;
    return { message, ...place, extensions: { code, ...(field !== null && { field: field.replace(/^input\./, '') }) } };
  }
  if (isConnectionError(cause)) return unavailable(cause, logger, place);
  return masked(cause, logger, place);
}

type Place = Pick<GraphQLFormattedError, 'path' | 'locations'>;

function withoutInternals(error: GraphQLError, place: Place, ownCode: string): GraphQLFormattedError {
  const { code = ownCode, ...extensions } = error.extensions;
  return { message: error.message, ...place, extensions: { code, ...omit(extensions, ['stacktrace', 'http']) } };
}

function unavailable(cause: unknown, logger: Logger, place: Place): GraphQLFormattedError {
  logger.warn({ err: cause }, 'the database cannot be reached');
  const message = 'The database cannot be reached at the moment. Try again in a few seconds.';
  return { message, ...place, extensions: { code: 'SERVICE_UNAVAILABLE' } };
}

function masked(cause: unknown, logger: Logger, place: Place): GraphQLFormattedError {
  const reference = randomUUID();
  logger.error({ err: cause, reference, path: place.path }, 'an operation failed');
  const message = `Something went wrong on our side. The log has the rest, under ${reference}.`;
  return { message, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', reference } };
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Pick<T, K>;
}

function omit(from: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)));
}
