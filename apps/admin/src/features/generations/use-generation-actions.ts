import { useMutation } from '@apollo/client/react';
import { CancelGenerationDocument, RetryGenerationDocument } from '../../generated/graphql.js';
import { type EditState, useEdits } from '../../ui/use-edits.js';

export interface GenerationActions extends EditState {
  readonly cancel: () => void;
  readonly retry: () => void;
}

/** @param onRetried is told the id of the new generation */
export function useGenerationActions(id: string, onRetried: (id: string) => void): GenerationActions {
  const [cancel] = useMutation(CancelGenerationDocument);
  const [retry] = useMutation(RetryGenerationDocument);
  const { settle, attempt, state } = useEdits();
  const variables = { input: { id } };
  return {
    ...state,
    cancel: () => void attempt(cancel({ variables }), (data) => data.cancelGeneration),
    retry: () =>
      void settle(retry({ variables }), (data) => data.retryGeneration).then((done) => {
        if (done?.generation) onRetried(done.generation.id);
      }),
  };
}
