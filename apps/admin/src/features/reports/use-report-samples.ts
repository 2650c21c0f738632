import { useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import {
  ReportSamplesDocument,
  type ReportSamplePartsFragment,
  type PictureMeasure,
  type SampleOrder,
} from '../../generated/graphql.js';
import { narrowNode } from '../../ui/narrow-node.js';

const PAGE_SIZE = 12;

/** Which samples of a report are wanted, and in which order. */
export interface SampleSearch {
  readonly orderBy: SampleOrder;
  readonly measure: PictureMeasure;
  readonly scene: string | null;
  readonly failedOnly: boolean;
}

export interface SamplePages {
  readonly samples: readonly ReportSamplePartsFragment[];
  readonly totalCount: number;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly loadMore: () => void;
}

/** Samples of a report page by page; what was shown stays while others are looked for. */
export function useReportSamples(id: string, search: SampleSearch): SamplePages {
  const { data, previousData, loading, error, fetchMore } = useQuery(ReportSamplesDocument, {
    variables: { id, first: PAGE_SIZE, ...search },
  });
  const { edges = [], pageInfo, totalCount = 0 } = narrowNode((data ?? previousData)?.node)?.samples ?? {};
  const after = pageInfo?.hasNextPage ? pageInfo.endCursor : null;
  const loadMore = useCallback(() => {
    // What goes wrong leaves the list as it is; the button asks again.
    if (after !== null && !loading) fetchMore({ variables: { after } }).catch(() => undefined);
  }, [after, loading, fetchMore]);
  return {
    samples: edges.map(({ node }) => node),
    totalCount,
    hasMore: after !== null,
    isLoading: loading,
    error,
    loadMore,
  };
}
