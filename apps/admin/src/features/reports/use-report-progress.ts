import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { map, takeWhile } from 'rxjs';
import { followWithRetry } from '../../app/follow-with-retry.js';
import { EvaluationReportEventsDocument, type ReportSummaryFragment } from '../../generated/graphql.js';
import { isActive } from '../generations/states.js';
import { beginProgress, foldEvent, isOver, type ReportProgress } from './progress.js';

/** Events after which the report itself says something else. */
const CHANGES: ReadonlySet<string> = new Set(['STARTED', 'RETRY_SCHEDULED', 'RELEASED', 'LEASE_EXPIRED']);

/** Follows a report while it is under way, event by event, across broken connections. @param onChange is told when it is in another state */
export function useReportProgress(report: ReportSummaryFragment, onChange: () => void): ReportProgress {
  const client = useApolloClient();
  const [progress, setProgress] = useState(() => beginProgress(report));
  const latest = useRef(progress);
  const { id } = report;
  const isMoving = isActive(report.state);

  useEffect(() => {
    if (!isMoving) return;
    const subscribe = () =>
      client.subscribe({
        query: EvaluationReportEventsDocument,
        variables: { id, after: latest.current.lastSeq },
        fetchPolicy: 'no-cache',
      });
    const following = followWithRetry(subscribe)
      .pipe(
        map(({ evaluationReportEvents }) => foldEvent(latest.current, evaluationReportEvents)),
        takeWhile((next) => !isOver(next), true),
      )
      .subscribe((next) => {
        latest.current = next;
        setProgress(next);
        if (isOver(next) || CHANGES.has(next.lastType ?? '')) onChange();
      });
    return () => {
      following.unsubscribe();
    };
  }, [client, id, isMoving, onChange]);

  return progress;
}
