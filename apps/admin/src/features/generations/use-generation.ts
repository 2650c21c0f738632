import { useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import { GenerationDocument, type GenerationDetailFragment } from '../../generated/graphql.js';
import { narrowNode } from '../../ui/narrow-node.js';

export interface LoadedGeneration {
  readonly generation: GenerationDetailFragment | null;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly reload: () => void;
}

/** A generation with everything that is shown of it; what was there stays while it is loaded again. */
export function useGeneration(id: string): LoadedGeneration {
  const { data, previousData, loading, error, refetch } = useQuery(GenerationDocument, { variables: { id } });
  const reload = useCallback(() => {
    // What goes wrong is `error` of the query.
    refetch().catch(() => undefined);
  }, [refetch]);
  const generation = narrowNode(data?.node ?? previousData?.node);
  return { generation: generation?.id === id ? generation : null, isLoading: loading, error, reload };
}
