import { type ApolloClient } from '@apollo/client';
import { useEffect, useRef, useState } from 'react';
import { map, type Observable, takeWhile } from 'rxjs';
import { followWithRetry } from './follow-with-retry.js';

/** How events become what is known of a piece of work. */
export interface Folding<Data, Progress> {
  readonly fold: (progress: Progress, data: Data) => Progress;
  /** Whether nothing comes any more. */
  readonly isOver: (progress: Progress) => boolean;
}

interface Followed<Data, Progress> {
  /** What is known before the first event. */
  readonly begin: () => Progress;
  /** Asks for the events after a number; null while nothing is followed. Another function is another piece of work. */
  readonly subscribe: ((after: number) => Observable<ApolloClient.SubscribeResult<Data>>) | null;
  /** The same at every call, as are its functions. */
  readonly folding: Folding<Data, Progress>;
  /** Is told each new state. Another function follows anew. */
  readonly onNext: (progress: Progress) => void;
}

/** Follows a piece of work event by event, across broken connections: each time from the number of the last event that it has seen. */
export function useFollowed<Data, Progress extends { readonly lastSeq: number }>({
  begin,
  subscribe,
  folding: { fold, isOver },
  onNext,
}: Followed<Data, Progress>): Progress {
  const [progress, setProgress] = useState(begin);
  const latest = useRef(progress);

  useEffect(() => {
    if (!subscribe) return;
    const following = followWithRetry(() => subscribe(latest.current.lastSeq))
      .pipe(
        map((data) => fold(latest.current, data)),
        takeWhile((next) => !isOver(next), true),
      )
      .subscribe((next) => {
        latest.current = next;
        setProgress(next);
        onNext(next);
      });
    return () => {
      following.unsubscribe();
    };
  }, [subscribe, fold, isOver, onNext]);

  return progress;
}
