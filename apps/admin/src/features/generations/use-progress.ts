import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { map, takeWhile } from 'rxjs';
import { followWithRetry } from '../../app/follow-with-retry.js';
import { GenerationEventsDocument, type GenerationState } from '../../generated/graphql.js';
import { foldEvent, isOver, NO_PROGRESS, type Progress } from './progress.js';

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

/**
 * Follows a generation while it is under way, event by event, across broken connections and reloads: each time from the
 * number of the last event that it has seen.
 */
export function useProgress(id: string, state: GenerationState, onOver: () => void): Progress {
  const client = useApolloClient();
  const [progress, setProgress] = useState(() => restore(id));
  const latest = useRef(progress);
  const isActive = state === 'QUEUED' || state === 'RUNNING';

  useEffect(() => {
    if (!isActive) return;
    const subscribe = () =>
      client.subscribe({
        query: GenerationEventsDocument,
        variables: { id, after: latest.current.lastSeq },
        fetchPolicy: 'no-cache',
      });
    const following = followWithRetry(subscribe)
      .pipe(
        map(({ generationEvents }) => foldEvent(latest.current, generationEvents)),
        takeWhile((next) => !isOver(next), true),
      )
      .subscribe((next) => {
        latest.current = next;
        setProgress(next);
        store(id, next);
        if (isOver(next)) onOver();
      });
    return () => {
      following.unsubscribe();
    };
  }, [client, id, isActive, onOver]);

  return progress;
}
