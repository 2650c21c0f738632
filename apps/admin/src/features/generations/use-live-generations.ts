import { type ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { throttleTime } from 'rxjs';
import { useConnection } from '../../app/connection-context.js';
import { followWithRetry } from '../../app/follow-with-retry.js';
import { GenerationChangesDocument } from '../../generated/graphql.js';

/** Queries whose members change with any generation's state. */
const LISTS = new Set(['Generations', 'RecentGenerations']);
const PAUSE_MS = 500;

function refetchLists(client: ApolloClient): void {
  for (const query of client.getObservableQueries('active'))
    // What goes wrong is shown by the component that asked.
    if (query.queryName && LISTS.has(query.queryName)) query.refetch().catch(() => undefined);
}

/**
 * Keeps the cache up to date with every generation of the studio: a change updates what is shown of it at once, and the lists at
 * most twice a second. A connection that comes back fetches them too, since changes are not replayed.
 */
export function useLiveGenerations(): void {
  const client = useApolloClient();
  const { onChange, getStatus } = useConnection();
  useEffect(() => {
    const following = followWithRetry(() => client.subscribe({ query: GenerationChangesDocument }))
      .pipe(throttleTime(PAUSE_MS, undefined, { leading: true, trailing: true }))
      .subscribe(() => {
        refetchLists(client);
      });
    const stop = onChange(() => {
      if (getStatus() === 'online') refetchLists(client);
    });
    return () => {
      following.unsubscribe();
      stop();
    };
  }, [client, onChange, getStatus]);
}
