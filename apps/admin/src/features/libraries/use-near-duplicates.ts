import { useQuery } from '@apollo/client/react';
import { NearDuplicatesDocument, type NearDuplicatesQuery } from '../../generated/graphql.js';

export type DuplicateReport = NearDuplicatesQuery['nearDuplicates'];
export type DuplicatePair = DuplicateReport['pairs'][number];

export interface DuplicateSearch {
  /** Squared radii. */
  readonly maxDistance: number;
  /** Whether a mirror image is as near as the pose itself. */
  readonly mirror: boolean;
}

export interface DuplicateSearchResult {
  readonly report: DuplicateReport | undefined;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly reload: () => void;
}

/** The poses of a library that are nearly the same; what was found stays while it is looked for anew. */
export function useNearDuplicates(libraryId: string, search: DuplicateSearch): DuplicateSearchResult {
  const { data, previousData, loading, error, refetch } = useQuery(NearDuplicatesDocument, {
    variables: { input: { libraryId, ...search, limit: 100 } },
    fetchPolicy: 'network-only',
  });
  return {
    report: (data ?? previousData)?.nearDuplicates,
    isLoading: loading,
    error,
    // What goes wrong leaves the report as it is.
    reload: () => void refetch().catch(() => undefined),
  };
}
