import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import {
  type EvaluationReportFilter,
  EvaluationReportsDocument,
  type EvaluationReportsQuery,
} from '../../generated/graphql.js';
import { type PageVariables } from '../../ui/Pager.js';
import { isActive } from '../generations/states.js';

const PAGE_SIZE = 25;
/** How often a list is asked for again while one of its reports is under way. */
const POLL_MS = 2_000;

export interface ReportPages {
  readonly page: EvaluationReportsQuery['evaluationReports'] | undefined;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
}

/** One page of reports, kept up to date while any is under way; what was shown stays while another is loaded. */
export function useReports(filter: EvaluationReportFilter, { after, before }: PageVariables = {}): ReportPages {
  const place = before ? { last: PAGE_SIZE, before } : { first: PAGE_SIZE, ...(after && { after }) };
  const { data, previousData, loading, error, startPolling, stopPolling } = useQuery(EvaluationReportsDocument, {
    variables: { filter, ...place },
    fetchPolicy: 'cache-and-network',
  });
  const page = (data ?? previousData)?.evaluationReports;
  const isMoving = page?.edges.some(({ node }) => isActive(node.state)) ?? false;
  useEffect(() => {
    if (!isMoving) return;
    startPolling(POLL_MS);
    return stopPolling;
  }, [isMoving, startPolling, stopPolling]);
  return { page, isLoading: loading, error };
}
