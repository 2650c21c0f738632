import { useQuery } from '@apollo/client/react';
import { PoseDetailsDocument, type PoseDetailFragment } from '../../generated/graphql.js';
import { narrowNode } from '../../ui/narrow-node.js';

export interface LoadedPose {
  readonly pose: PoseDetailFragment | null;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
}

/** A pose with everything that is shown of it. */
export function usePoseDetails(id: string): LoadedPose {
  const { data, loading, error } = useQuery(PoseDetailsDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  return { pose: narrowNode(data?.node), isLoading: loading, error };
}
