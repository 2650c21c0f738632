import { type ApolloCache } from '@apollo/client';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { useState } from 'react';
import {
  ApplyPoseOperationDocument,
  ArchivePoseDocument,
  DeprecatePoseDocument,
  MarkFavouriteDocument,
  type PoseDetailFragment,
  PoseDetailsDocument,
  UpdatePoseDocument,
  type UpdatePoseInput,
} from '../../generated/graphql.js';
import { type Outcome, settleEdit } from '../../ui/settle-edit.js';

export interface PoseEdits {
  /** @returns whether it was done */
  readonly update: (change: Omit<UpdatePoseInput, 'id' | 'revision'>) => Promise<boolean>;
  readonly apply: (operation: string, parameters: Readonly<Record<string, unknown>>) => Promise<boolean>;
  /** Null takes the deprecation back. */
  readonly deprecate: (inFavourOf: string | null) => Promise<boolean>;
  readonly archive: (archived: boolean) => Promise<boolean>;
  readonly mark: (favourite: boolean) => Promise<boolean>;
  readonly isBusy: boolean;
  /** Why the last of them was refused. */
  readonly problem: string | null;
}

/** Names, tags and shapes decide what lists hold: they are read again when they are next looked at. */
export function forgetPoseLists(cache: ApolloCache): void {
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'poses' });
}

/** Edits of a pose, each of the revision that is shown: who comes second is told so, and sees what the first made of it. */
export function usePoseEdits({ id, revision }: Pick<PoseDetailFragment, 'id' | 'revision'>): PoseEdits {
  const client = useApolloClient();
  const [update, updating] = useMutation(UpdatePoseDocument, { update: forgetPoseLists });
  const [apply, applying] = useMutation(ApplyPoseOperationDocument, { update: forgetPoseLists });
  const [deprecate, deprecating] = useMutation(DeprecatePoseDocument, { update: forgetPoseLists });
  const [archive, archiving] = useMutation(ArchivePoseDocument, { update: forgetPoseLists });
  const [mark, marking] = useMutation(MarkFavouriteDocument);
  const [problem, setProblem] = useState<string | null>(null);

  const readAgain = () => client.query({ query: PoseDetailsDocument, variables: { id }, fetchPolicy: 'network-only' });
  const settle = async (request: Promise<Outcome | undefined>): Promise<boolean> =>
    (await settleEdit(request, setProblem, readAgain)) !== null;

  const edit = { id, revision };
  return {
    update: (change) =>
      settle(update({ variables: { input: { ...edit, ...change } } }).then(({ data }) => data?.updatePose)),
    apply: (operation, parameters) => {
      const input = { poseId: id, revision, operation, parameters };
      return settle(apply({ variables: { input } }).then(({ data }) => data?.applyPoseOperation));
    },
    deprecate: (inFavourOf) =>
      settle(deprecate({ variables: { input: { ...edit, inFavourOf } } }).then(({ data }) => data?.deprecatePose)),
    archive: (archived) =>
      settle(archive({ variables: { input: { ...edit, archived } } }).then(({ data }) => data?.archivePose)),
    mark: (favourite) =>
      settle(mark({ variables: { input: { poseId: id, favourite } } }).then(({ data }) => data?.markFavourite)),
    isBusy: [updating, applying, deprecating, archiving, marking].some(({ loading }) => loading),
    problem,
  };
}
