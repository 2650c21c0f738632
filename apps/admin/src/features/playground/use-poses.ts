import { skipToken, useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import {
  type PoseChoiceFragment,
  PoseDocument,
  PoseFacetsDocument,
  type PoseFacetsQuery,
  type PoseFilter,
  PosesDocument,
} from '../../generated/graphql.js';
import { narrowNode } from '../../ui/narrow-node.js';

const PAGE_SIZE = 48;

/** What the picker looks for. */
export interface PoseSearch {
  readonly text: string;
  readonly tags: readonly string[];
  /** How many people it holds; null: any number. */
  readonly people: number | null;
  /** Null: any. */
  readonly skeleton: string | null;
  /** Whether it is in three dimensions; null: either. */
  readonly spatial: boolean | null;
  /** What else must hold. */
  readonly within?: Omit<PoseFilter, 'text' | 'tags' | 'people' | 'skeleton' | 'spatial'>;
}

export const ALL_POSES: PoseSearch = { text: '', tags: [], people: null, skeleton: null, spatial: null };

function toFilter({ text, tags, people, skeleton, spatial, within }: PoseSearch): PoseFilter {
  return {
    ...within,
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(tags.length > 0 && { tags }),
    ...(people !== null && { people }),
    ...(skeleton !== null && { skeleton }),
    ...(spatial !== null && { spatial }),
  };
}

export interface PosePages {
  readonly poses: readonly PoseChoiceFragment[];
  readonly totalCount: number;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly loadMore: () => void;
}

/** Poses page by page; what was found stays while something else is looked for. */
export function usePoses(search: PoseSearch): PosePages {
  const { data, previousData, loading, error, fetchMore } = useQuery(PosesDocument, {
    variables: { filter: toFilter(search), first: PAGE_SIZE },
  });
  const { edges = [], pageInfo, totalCount = 0 } = (data ?? previousData)?.poses ?? {};
  const after = pageInfo?.hasNextPage ? pageInfo.endCursor : null;
  const loadMore = useCallback(() => {
    // What goes wrong leaves the list as it is; scrolling on asks again.
    if (after !== null && !loading) fetchMore({ variables: { after } }).catch(() => undefined);
  }, [after, loading, fetchMore]);
  return {
    poses: edges.map(({ node }) => node),
    totalCount,
    hasMore: after !== null,
    isLoading: loading,
    error,
    loadMore,
  };
}

/** What the found poses can be narrowed by. */
export function usePoseFacets(search: PoseSearch): PoseFacetsQuery['poses']['facets'] | undefined {
  const { data, previousData } = useQuery(PoseFacetsDocument, {
    variables: { filter: toFilter(search) },
    // The cache keeps one connection for a filter, the pages': an answer without edges would empty it.
    fetchPolicy: 'no-cache',
  });
  return (data ?? previousData)?.poses.facets;
}

/** The pose that is picked, whether it is on a loaded page or not. */
export function usePose(id: string | null): PoseChoiceFragment | null {
  const { data } = useQuery(PoseDocument, id === null ? skipToken : { variables: { id } });
  const pose = narrowNode(data?.node);
  return pose?.id === id ? pose : null;
}
