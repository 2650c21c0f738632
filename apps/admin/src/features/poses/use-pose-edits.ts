import { type ApolloCache } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import {
  ApplyPoseOperationDocument,
  MarkFavouriteDocument,
  type PoseDetailFragment,
  UpdatePoseDocument,
  type UpdatePoseInput,
} from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';

export interface PoseEdits {
  /** @returns whether it was done */
  readonly update: (change: Omit<UpdatePoseInput, 'id' | 'revision'>) => Promise<boolean>;
  readonly apply: (operation: string, parameters: Readonly<Record<string, unknown>>) => Promise<boolean>;
  readonly mark: (favourite: boolean) => Promise<boolean>;
  readonly isBusy: boolean;
  /** Why the last of them was refused. */
  readonly problem: string | null;
}

interface Outcome {
  readonly userErrors: readonly { readonly message: string }[];
}

/** Names, tags and shapes decide what lists hold: they are read again when they are next looked at. */
function forgetLists(cache: ApolloCache): void {
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'poses' });
}

/** Edits of a pose, each of the revision that is shown: who comes second is told so. */
export function usePoseEdits({ id, revision }: Pick<PoseDetailFragment, 'id' | 'revision'>): PoseEdits {
  const [update, updating] = useMutation(UpdatePoseDocument, { update: forgetLists });
  const [apply, applying] = useMutation(ApplyPoseOperationDocument, { update: forgetLists });
  const [mark, marking] = useMutation(MarkFavouriteDocument);
  const [problem, setProblem] = useState<string | null>(null);

  const settle = async (request: Promise<Outcome | undefined>): Promise<boolean> => {
    setProblem(null);
    try {
      const message = (await request)?.userErrors[0]?.message ?? null;
      setProblem(message);
      return message === null;
    } catch (error) {
      setProblem(describeError(error));
      return false;
    }
  };

  return {
    update: (change) =>
      settle(update({ variables: { input: { id, revision, ...change } } }).then(({ data }) => data?.updatePose)),
    apply: (operation, parameters) => {
      const input = { poseId: id, revision, operation, parameters };
      return settle(apply({ variables: { input } }).then(({ data }) => data?.applyPoseOperation));
    },
    mark: (favourite) =>
      settle(mark({ variables: { input: { poseId: id, favourite } } }).then(({ data }) => data?.markFavourite)),
    isBusy: updating.loading || applying.loading || marking.loading,
    problem,
  };
}
