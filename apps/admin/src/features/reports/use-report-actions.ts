import { useMutation } from '@apollo/client/react';
import {
  ArchiveEvaluationReportDocument,
  CancelEvaluationReportDocument,
  RetryEvaluationReportDocument,
} from '../../generated/graphql.js';
import { type EditState, useEdits } from '../../ui/use-edits.js';

export interface ReportActions extends EditState {
  readonly cancel: () => void;
  readonly retry: () => void;
  readonly archive: () => void;
}

interface Followers {
  /** Is told the id of the new report. */
  readonly onRetried: (id: string) => void;
  readonly onArchived?: () => void;
}

export function useReportActions(id: string, { onRetried, onArchived }: Followers): ReportActions {
  const [cancel] = useMutation(CancelEvaluationReportDocument);
  const [retry] = useMutation(RetryEvaluationReportDocument);
  const [archive] = useMutation(ArchiveEvaluationReportDocument);
  const { settle, attempt, state } = useEdits();
  const variables = { input: { id } };
  return {
    ...state,
    cancel: () => void attempt(cancel({ variables }), (data) => data.cancelEvaluationReport),
    retry: () =>
      void settle(retry({ variables }), (data) => data.retryEvaluationReport).then((done) => {
        if (done?.report) onRetried(done.report.id);
      }),
    archive: () =>
      void attempt(archive({ variables }), (data) => data.archiveEvaluationReport).then((isArchived) => {
        if (isArchived) onArchived?.();
      }),
  };
}
