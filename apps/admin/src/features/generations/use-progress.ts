import { useApolloClient } from '@apollo/client/react';
import { useCallback } from 'react';
import { type Folding, useFollowed } from '../../app/use-followed.js';
import {
  GenerationEventsDocument,
  type GenerationEventsSubscription,
  type GenerationState,
} from '../../generated/graphql.js';
import { foldEvent, isOver, NO_PROGRESS, type Progress } from './progress.js';
import { isActive } from './states.js';

const FOLDING: Folding<GenerationEventsSubscription, Progress> = {
  fold: (progress, { generationEvents }) => foldEvent(progress, generationEvents),
  isOver,
};

const STORE = 'contrapposto.progress';

/** The generation that this tab followed last, so that a reload goes on where it was. */
function restore(id: string): Progress {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORE) ?? 'null') as { id: string; progress: Progress } | null;
    return stored?.id === id ? stored.progress : NO_PROGRESS;
  } catch {
    return NO_PROGRESS;
  }
}

function store(id: string, progress: Progress): void {
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ id, progress }));
  } catch {
    // A full or forbidden store: a reload then replays the events from the first.
  }
}

/** Follows a generation while it is under way, across broken connections and reloads. */
export function useProgress(id: string, state: GenerationState, onOver: () => void): Progress {
  const client = useApolloClient();
  const subscribe = useCallback(
    (after: number) =>
      client.subscribe({ query: GenerationEventsDocument, variables: { id, after }, fetchPolicy: 'no-cache' }),
    [client, id],
  );
  const onNext = useCallback(
    (next: Progress) => {
      store(id, next);
      if (isOver(next)) onOver();
    },
    [id, onOver],
  );
  return useFollowed({
    begin: () => restore(id),
    subscribe: isActive(state) ? subscribe : null,
    folding: FOLDING,
    onNext,
  });
}
