import type { PageRequest } from '@contrapposto/platform';
import type { PageArgs } from '../schema/page.js';

/** T without the keys that may be null, which are optional instead. */
export type Said<T> = { [K in keyof T as null extends T[K] ? K : never]?: Exclude<T[K], null | undefined> } & {
  [K in keyof T as null extends T[K] ? never : K]: T[K];
};

/** GraphQL's null and a key that is not there mean the same to most inputs: nothing was said. */
export function said<T extends object>(input: T | null | undefined): Said<T> {
  return Object.fromEntries(
    Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined),
  ) as Said<T>;
}

export function toPageRequest({ first, after, last, before }: PageArgs): PageRequest {
  return said({ first, after, last, before });
}

/** Who is noted as the one who wrote a version; nobody where nobody signed in. */
export function author({ userId }: { readonly userId?: string }): { createdBy?: string } {
  return userId === undefined ? {} : { createdBy: userId };
}
