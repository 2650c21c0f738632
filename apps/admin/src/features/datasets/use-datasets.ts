import { useQuery } from '@apollo/client/react';
import { type DatasetPartsFragment, DatasetsDocument } from '../../generated/graphql.js';

export interface Datasets {
  readonly datasets: readonly DatasetPartsFragment[];
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly reload: () => void;
}

/** The studio's data sets in use, or those in its archive; each with the newest of its snapshots. */
export function useDatasets(archived = false): Datasets {
  const { data, loading, error, refetch } = useQuery(DatasetsDocument, {
    variables: { archived },
    fetchPolicy: 'cache-and-network',
  });
  return {
    datasets: data?.datasets.edges.map(({ node }) => node) ?? [],
    isLoading: loading && !data,
    error,
    // What goes wrong is `error`.
    reload: () => void refetch().catch(() => undefined),
  };
}
