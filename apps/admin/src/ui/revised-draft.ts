/** A field that somebody else changed while it was being edited here. */
export interface Meanwhile<T> {
  readonly key: keyof T;
  readonly theirs: T[keyof T];
  /** Whether it was changed here too, so that saving takes theirs away. */
  readonly isContested: boolean;
}

/** What is typed over something that others may change too. */
export interface RevisedDraft<T> {
  readonly revision: number;
  /** As it is stored, as far as is known. */
  readonly base: T;
  readonly draft: T;
  /** What came from others since the form was begun, or last saved. */
  readonly meanwhile: readonly Meanwhile<T>[];
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function keysOf<T extends object>(value: T): (keyof T)[] {
  return Object.keys(value) as (keyof T)[];
}

export function startDraft<T extends object>(base: T, revision: number): RevisedDraft<T> {
  return { revision, base, draft: base, meanwhile: [] };
}

/** The fields that differ from what is stored. */
export function pickChanges<T extends object>({ base, draft }: Pick<RevisedDraft<T>, 'base' | 'draft'>): Partial<T> {
  const changed = keysOf(draft).filter((key) => !isSame(draft[key], base[key]));
  return Object.fromEntries(changed.map((key) => [key, draft[key]])) as Partial<T>;
}

/** Lays what was typed over a newer revision: nothing of it is lost, and what others did in the meantime is told. */
export function rebaseDraft<T extends object>(before: RevisedDraft<T>, stored: T, revision: number): RevisedDraft<T> {
  const typed = pickChanges(before);
  const draft = { ...stored, ...typed };
  const news = keysOf(stored)
    .filter((key) => !isSame(stored[key], before.base[key]) && !isSame(stored[key], before.draft[key]))
    .map((key): Meanwhile<T> => ({ key, theirs: stored[key], isContested: key in typed }));
  const isSaved = keysOf(typed).length > 0 && isSame(draft, stored) && news.length === 0;
  const older = isSaved ? [] : before.meanwhile.filter(({ key }) => !news.some((newer) => newer.key === key));
  return { revision, base: stored, draft, meanwhile: [...older, ...news] };
}

/** Takes somebody else's word for a field. */
export function yieldField<T extends object>(before: RevisedDraft<T>, key: keyof T): RevisedDraft<T> {
  const draft = { ...before.draft, [key]: before.base[key] };
  return { ...before, draft, meanwhile: before.meanwhile.filter((field) => field.key !== key) };
}
