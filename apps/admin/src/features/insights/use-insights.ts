import { useQuery } from '@apollo/client/react';
import { FidelityInsightsDocument, type FidelityInsightsQuery } from '../../generated/graphql.js';
import { type InsightSearch, toInsightFilter } from './search.js';

export type Insight = FidelityInsightsQuery['fidelityInsights']['edges'][number]['node'];
export type Figures = Insight['figures'];

const PAGE_SIZE = 20;

export interface Insights {
  /** The worst first; undefined until they are known. */
  readonly insights: readonly Insight[] | undefined;
  readonly totalCount: number;
  /** Of all pictures that are looked at. */
  readonly overall: Figures | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly loadMore: () => void;
}

/** Groups of pictures, page by page; what was found stays while something else is looked at. */
export function useInsights(search: InsightSearch): Insights {
  const { groupBy, threshold, leastCount } = search;
  const variables = { groupBy, threshold, leastCount, filter: toInsightFilter(search), first: PAGE_SIZE };
  const { data, previousData, loading, error, fetchMore } = useQuery(FidelityInsightsDocument, {
    variables,
    fetchPolicy: 'cache-and-network',
  });
  // Of another kind of groups nothing is shown as if it were of this one.
  const found = (data ?? (error ? undefined : previousData))?.fidelityInsights;
  const { hasNextPage = false, endCursor = null } = found?.pageInfo ?? {};
  return {
    insights: found?.edges.map(({ node }) => node),
    totalCount: found?.totalCount ?? 0,
    overall: found?.overall,
    hasMore: hasNextPage,
    isLoading: loading,
    error,
    // What goes wrong leaves the list as it is; asking again is one press away.
    loadMore: () => void fetchMore({ variables: { after: endCursor } }).catch(() => undefined),
  };
}
