import { useState } from 'react';
import { type Meanwhile, pickChanges, rebaseDraft, startDraft, yieldField } from './revised-draft.js';

export interface DraftForm<T> {
  readonly draft: T;
  readonly change: (part: Partial<T>) => void;
  /** The fields to be saved. */
  readonly changes: Partial<T>;
  readonly meanwhile: readonly Meanwhile<T>[];
  /** Takes somebody else's word for a field. */
  readonly yieldTo: (key: keyof T) => void;
}

/** A form over something with a revision: where a newer one comes, what was typed is laid over it. */
export function useRevisedDraft<T extends object>(stored: T, revision: number): DraftForm<T> {
  const [state, setState] = useState(() => startDraft(stored, revision));
  const current = state.revision === revision ? state : rebaseDraft(state, stored, revision);
  // As React has it: a state that follows from a property is set while rendering.
  if (current !== state) setState(current);
  return {
    draft: current.draft,
    change: (part) => {
      setState((before) => ({ ...before, draft: { ...before.draft, ...part } }));
    },
    changes: pickChanges(current),
    meanwhile: current.meanwhile,
    yieldTo: (key) => {
      setState((before) => yieldField(before, key));
    },
  };
}
