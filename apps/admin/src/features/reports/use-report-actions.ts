import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import {
  ArchiveEvaluationReportDocument,
  CancelEvaluationReportDocument,
  RetryEvaluationReportDocument,
  type UserErrorPartsFragment,
} from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';

export interface ReportActions {
  readonly cancel: () => void;
  readonly retry: () => void;
  readonly archive: () => void;
  readonly isBusy: boolean;
  /** Why the last of them was refused. */
  readonly problem: string | null;
}

interface Outcome {
  readonly report: { readonly id: string } | null;
  readonly userErrors: readonly UserErrorPartsFragment[];
}

interface Followers {
  /** Is told the id of the new report. */
  readonly onRetried: (id: string) => void;
  readonly onArchived: () => void;
}

export function useReportActions(id: string, { onRetried, onArchived }: Followers): ReportActions {
  const [cancel, canceling] = useMutation(CancelEvaluationReportDocument);
  const [retry, retrying] = useMutation(RetryEvaluationReportDocument);
  const [archive, archiving] = useMutation(ArchiveEvaluationReportDocument);
  const [problem, setProblem] = useState<string | null>(null);

  const settle = async (request: Promise<Outcome | undefined>): Promise<string | undefined> => {
    setProblem(null);
    try {
      const outcome = await request;
      setProblem(outcome?.userErrors[0]?.message ?? null);
      return outcome?.report?.id;
    } catch (error) {
      setProblem(describeError(error));
      return undefined;
    }
  };
  const variables = { input: { id } };

  return {
    cancel: () => void settle(cancel({ variables }).then(({ data }) => data?.cancelEvaluationReport)),
    retry: () =>
      void settle(retry({ variables }).then(({ data }) => data?.retryEvaluationReport)).then((retried) => {
        if (retried) onRetried(retried);
      }),
    archive: () =>
      void settle(archive({ variables }).then(({ data }) => data?.archiveEvaluationReport)).then((archived) => {
        if (archived) onArchived();
      }),
    isBusy: canceling.loading || retrying.loading || archiving.loading,
    problem,
  };
}
