import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import {
  CancelGenerationDocument,
  RetryGenerationDocument,
  type UserErrorPartsFragment,
} from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';

export interface GenerationActions {
  readonly cancel: () => void;
  readonly retry: () => void;
  readonly isBusy: boolean;
  /** Why the last of them was refused. */
  readonly problem: string | null;
}

interface Outcome {
  readonly generation: { readonly id: string } | null;
  readonly userErrors: readonly UserErrorPartsFragment[];
}

/** @param onRetried is told the id of the new generation */
export function useGenerationActions(id: string, onRetried: (id: string) => void): GenerationActions {
  const [cancel, canceling] = useMutation(CancelGenerationDocument);
  const [retry, retrying] = useMutation(RetryGenerationDocument);
  const [problem, setProblem] = useState<string | null>(null);

  const settle = async (request: Promise<Outcome | undefined>): Promise<string | undefined> => {
    setProblem(null);
    try {
      const outcome = await request;
      setProblem(outcome?.userErrors[0]?.message ?? null);
      return outcome?.generation?.id;
    } catch (error) {
      setProblem(describeError(error));
      return undefined;
    }
  };
  const variables = { input: { id } };

  return {
    cancel: () => void settle(cancel({ variables }).then(({ data }) => data?.cancelGeneration)),
    retry: () =>
      void settle(retry({ variables }).then(({ data }) => data?.retryGeneration)).then((retried) => {
        if (retried) onRetried(retried);
      }),
    isBusy: canceling.loading || retrying.loading,
    problem,
  };
}
