import { suggest } from '@contrapposto/pose';
import { quote } from './checked-reader.js';
import { ModelCoreError } from './errors.js';

/** @throws ModelCoreError INVALID_RECIPE for a key that is not known: a misspelt one must not pass unseen. */
export function assertKeys(value: Readonly<Record<string, unknown>>, known: readonly string[], where: string): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw invalid(where, 'no other fields than it has', unknown, suggest(unknown, known));
}

/** @param where the field's path within the recipe */
export function invalid(where: string, expected: string, got: unknown, hint = ''): ModelCoreError {
  const message = `expected ${where} to be ${expected}, got ${quote(got)}. ${hint}`;
  return new ModelCoreError('INVALID_RECIPE', message.trim());
}
