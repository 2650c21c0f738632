import { type ApolloClient } from '@apollo/client';
import { defer, mergeMap, type Observable, of, repeat, retry, throwError, timer } from 'rxjs';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/**
 * A subscription that outlives its socket: when that breaks it is asked for anew, with whatever variables are right by then,
 * after 0.5, 1, 2, 4, 8, 8 ... seconds. An API that stops ends its subscriptions in peace; they too are asked for anew. It never ends by itself.
 */
export function followWithRetry<TData>(
  subscribe: () => Observable<ApolloClient.SubscribeResult<TData>>,
): Observable<TData> {
  return defer(subscribe).pipe(
    mergeMap(({ data, error }) => (data === undefined ? throwError(() => error) : of(data))),
    retry({
      delay: (_error, attempt) => timer(Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS)),
      resetOnSuccess: true,
    }),
    repeat({ delay: FIRST_PAUSE_MS }),
  );
}
