import { useQuery } from '@apollo/client/react';
import { OperationsDocument, type OperationsQuery, type WorkerBackendFragment } from '../../generated/graphql.js';
import { fromGeneration, fromReport, sortActive, sortFailed, type Work } from './work.js';

/** Of each kind and state; whoever has more under way sees how many more. */
const MOST = 25;
const POLL_MS = 3_000;

export interface WorkList {
  readonly works: readonly Work[];
  readonly totalCount: number;
}

export interface Operations {
  /** Undefined until they are known. */
  readonly active: WorkList | undefined;
  readonly failed: WorkList | undefined;
  readonly workers: readonly WorkerBackendFragment[];
  readonly error: Error | undefined;
  readonly reload: () => void;
}

function listWork(
  generations: OperationsQuery['activeGenerations'],
  reports: OperationsQuery['activeReports'],
): WorkList {
  const works = [
    ...generations.edges.map(({ node }) => fromGeneration(node)),
    ...reports.edges.map(({ node }) => fromReport(node)),
  ];
  return { works, totalCount: generations.totalCount + reports.totalCount };
}

/** What workers do and have yet to do, what failed, and the workers themselves; asked for again and again. */
export function useOperations(): Operations {
  const { data, error, refetch } = useQuery(OperationsDocument, {
    variables: { first: MOST },
    fetchPolicy: 'cache-and-network',
    pollInterval: POLL_MS,
    skipPollAttempt: () => document.hidden,
  });
  const active = data && listWork(data.activeGenerations, data.activeReports);
  const failed = data && listWork(data.failedGenerations, data.failedReports);
  return {
    active: active && { ...active, works: sortActive(active.works) },
    failed: failed && { ...failed, works: sortFailed(failed.works) },
    workers: data?.backends.edges.map(({ node }) => node) ?? [],
    error,
    // What goes wrong is `error`.
    reload: () => void refetch().catch(() => undefined),
  };
}
