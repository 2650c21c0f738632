import { useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import { EvaluationReportDocument, type ReportDetailFragment } from '../../generated/graphql.js';
import { narrowNode } from '../../ui/narrow-node.js';

export interface LoadedReport {
  readonly report: ReportDetailFragment | null;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly reload: () => void;
}

/** A report with everything that is shown of it; what was there stays while it is loaded again. */
export function useReport(id: string): LoadedReport {
  const { data, previousData, loading, error, refetch } = useQuery(EvaluationReportDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const reload = useCallback(() => {
    // What goes wrong is `error` of the query.
    refetch().catch(() => undefined);
  }, [refetch]);
  const report = narrowNode(data?.node ?? previousData?.node);
  return { report: report?.id === id ? report : null, isLoading: loading, error, reload };
}
