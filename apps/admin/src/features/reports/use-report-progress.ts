import { useApolloClient } from '@apollo/client/react';
import { useCallback } from 'react';
import { type Folding, useFollowed } from '../../app/use-followed.js';
import {
  EvaluationReportEventsDocument,
  type EvaluationReportEventsSubscription,
  type ReportSummaryFragment,
} from '../../generated/graphql.js';
import { isActive } from '../generations/states.js';
import { beginProgress, foldEvent, isOver, type ReportProgress } from './progress.js';

/** Events after which the report itself says something else. */
const CHANGES: ReadonlySet<string> = new Set(['STARTED', 'RETRY_SCHEDULED', 'RELEASED', 'LEASE_EXPIRED']);

const FOLDING: Folding<EvaluationReportEventsSubscription, ReportProgress> = {
  fold: (progress, { evaluationReportEvents }) => foldEvent(progress, evaluationReportEvents),
  isOver,
};

/** Follows a report while it is under way, across broken connections. @param onChange is told when it is in another state */
export function useReportProgress(report: ReportSummaryFragment, onChange: () => void): ReportProgress {
  const client = useApolloClient();
  const { id } = report;
  const subscribe = useCallback(
    (after: number) =>
      client.subscribe({ query: EvaluationReportEventsDocument, variables: { id, after }, fetchPolicy: 'no-cache' }),
    [client, id],
  );
  const onNext = useCallback(
    (next: ReportProgress) => {
      if (isOver(next) || CHANGES.has(next.lastType ?? '')) onChange();
    },
    [onChange],
  );
  return useFollowed({
    begin: () => beginProgress(report),
    subscribe: isActive(report.state) ? subscribe : null,
    folding: FOLDING,
    onNext,
  });
}
