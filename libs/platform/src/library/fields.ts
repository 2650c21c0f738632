import { z } from 'zod';

/** Text that Postgres takes: it has no place for a NUL. */
export function text(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .refine((value) => !value.includes('\0'), 'text with a NUL character');
}

export const Name = text(200).trim().min(1);

const MAX_TAGS = 50;

/** Trimmed, each once, in the order given. */
export const Tags = z
  .array(text(100).trim().min(1))
  .max(MAX_TAGS)
  .transform((tags) => [...new Set(tags)]);

/** What every edit names: whose, which, and the revision that the editor saw. */
export const EDIT = { studioId: z.uuid(), id: z.uuid(), revision: z.int().min(1) };

export const Archive = z.strictObject({ ...EDIT, archived: z.boolean().default(true) });
export type ArchiveInput = z.input<typeof Archive>;

/** Leaves out what the caller did not mention, so that the rest may be laid over what there is. */
export function mentioned<T extends object>(changes: T): Mentioned<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Mentioned<T>;
}

type Mentioned<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };
