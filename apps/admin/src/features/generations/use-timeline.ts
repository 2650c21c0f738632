import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { type EventPartsFragment, GenerationTimelineDocument } from '../../generated/graphql.js';
import { narrowNode } from '../../ui/narrow-node.js';

/** Events of a generation 1..lastSeq, fetched page by page: only those that are not here yet. */
export function useTimeline(id: string, lastSeq: number): readonly EventPartsFragment[] {
  const client = useApolloClient();
  const [events, setEvents] = useState<readonly EventPartsFragment[]>([]);
  const after = events.at(-1)?.seq ?? 0;

  useEffect(() => {
    if (after >= lastSeq) return;
    let isWanted = true;
    client
      .query({ query: GenerationTimelineDocument, variables: { id, after }, fetchPolicy: 'no-cache' })
      .then(({ data }) => {
        const page = narrowNode(data?.node)?.events ?? [];
        if (isWanted && page.length > 0) setEvents((known) => [...known, ...page]);
      })
      // The rest of the drawer stays; the next event asks again.
      .catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [client, id, after, lastSeq]);

  return events;
}
