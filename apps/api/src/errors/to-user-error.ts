import { PlatformError } from '@contrapposto/platform';
import { USER_ERROR_CODES, type UserErrorCode, type UserError } from '../schema/user-error.js';
import { UserMistake } from './user-mistake.js';

/** Names of the platform's fields where GraphQL calls them otherwise; '' for one whose inner fields stand in its place. */
export type FieldNames = Readonly<Record<string, string>>;

/** What a caller can put right, as a mutation's payload tells it; null for any other error. */
export function toUserError(error: unknown, names: FieldNames = {}): UserError | null {
  if (!(error instanceof PlatformError || error instanceof UserMistake)) return null;
  const { code, field, message } = error;
  if (!isUserErrorCode(code)) return null;
  const path = rename(field ?? '', names);
  return { code, field: path === '' ? null : `input.${path}`, message };
}

/** Runs a mutation's work; what the caller can put right becomes the payload's userErrors, and nothing has changed. */
export async function withUserErrors<Payload extends object>(
  empty: Payload,
  work: () => Promise<Payload>,
  names: FieldNames = {},
): Promise<Payload & { userErrors: UserError[] }> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    const userError = toUserError(error, names);
    if (userError === null) throw error;
    return { ...empty, userErrors: [userError] };
  }
}

export function isUserErrorCode(code: string): code is UserErrorCode {
  return (USER_ERROR_CODES as readonly string[]).includes(code);
}

function rename(field: string, names: FieldNames): string {
  const [head = '', ...rest] = field.split('.');
  return [names[head] ?? head, ...rest].filter((part) => part !== '').join('.');
}
