import { useQuery } from '@apollo/client/react';
import { CollectedPosesDocument, type PoseChoiceFragment } from '../../generated/graphql.js';
import { narrowNode } from '../../ui/narrow-node.js';

/** A page of the API; whoever arranges more than so many sees the first of them. */
const MOST = 100;

export interface CollectedPoses {
  /** In the collection's order; undefined until they are known. */
  readonly poses: readonly PoseChoiceFragment[] | undefined;
  readonly totalCount: number;
  readonly error: Error | undefined;
  readonly reload: () => Promise<void>;
}

/** The poses of a collection, in its order. */
export function useCollectedPoses(id: string): CollectedPoses {
  const { data, error, refetch } = useQuery(CollectedPosesDocument, {
    variables: { id, first: MOST },
    fetchPolicy: 'network-only',
  });
  const collection = narrowNode(data?.node);
  return {
    poses: collection?.poses.edges.map(({ node }) => node),
    totalCount: collection?.poses.totalCount ?? 0,
    error,
    // What goes wrong leaves the list as it is.
    reload: () =>
      refetch().then(
        () => undefined,
        () => undefined,
      ),
  };
}
