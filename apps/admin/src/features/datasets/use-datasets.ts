import { useQuery } from '@apollo/client/react';
import { type DatasetPartsFragment, DatasetsDocument } from '../../generated/graphql.js';

export interface Datasets {
  readonly datasets: readonly DatasetPartsFragment[];
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly reload: () => void;
}

/** The studio's data sets, each with the newest of its snapshots. */
export function useDatasets(): Datasets {
  const { data, loading, error, refetch } = useQuery(DatasetsDocument, { fetchPolicy: 'cache-and-network' });
  return {
    datasets: data?.datasets.edges.map(({ node }) => node) ?? [],
    isLoading: loading && !data,
    error,
    // What goes wrong is `error`.
    reload: () => void refetch().catch(() => undefined),
  };
}
