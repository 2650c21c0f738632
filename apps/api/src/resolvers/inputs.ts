import type { PageRequest } from '@contrapposto/platform';
import { type GlobalType, requireGlobalId } from '../global-id.js';
import type { ArchiveInput } from '../schema/archive-input.js';
import type { UpdateOnTermsInput } from '../schema/on-terms.js';
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

/** What goes into the archive, unless it is to come out of it. */
export function toArchive({ id, revision, archived }: ArchiveInput, type: GlobalType) {
  return { id: requireGlobalId(id, [type], 'id').id, revision, archived: archived ?? true };
}

/** An edit of what has terms: one that is null is taken away, and a name or description that is null stays. */
export function toTermsEdit({ id, revision, name, description, ...terms }: UpdateOnTermsInput, type: GlobalType) {
  return { ...said({ name, description }), ...terms, id: requireGlobalId(id, [type], 'id').id, revision };
}
