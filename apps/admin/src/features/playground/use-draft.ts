import { useLocalStorage } from '@mantine/hooks';
import { useCallback } from 'react';
import { EMPTY_DRAFT, type RecipeDraft } from './recipe-draft.js';

/** A stored draft may be of an older form of this page: what it lacks is empty. */
function deserialize(text: string | undefined): RecipeDraft {
  try {
    return { ...EMPTY_DRAFT, ...(JSON.parse(text ?? '{}') as Partial<RecipeDraft>) };
  } catch {
    return EMPTY_DRAFT;
  }
}

export type ChangeDraft = (change: Partial<RecipeDraft>) => void;

/** The draft, kept over reloads. */
export function useDraft(): readonly [draft: RecipeDraft, change: ChangeDraft] {
  const [draft, setDraft] = useLocalStorage<RecipeDraft>({
    key: 'contrapposto.draft',
    defaultValue: EMPTY_DRAFT,
    getInitialValueInEffect: false,
    deserialize,
  });
  const change = useCallback<ChangeDraft>(
    (part) => {
      setDraft((current) => ({ ...current, ...part }));
    },
    [setDraft],
  );
  return [draft, change];
}
