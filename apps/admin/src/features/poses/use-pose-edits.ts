import { type ApolloCache } from '@apollo/client';
import { useApolloClient, useMutation } from '@apollo/client/react';
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
import { type EditState, useEdits } from '../../ui/use-edits.js';

export interface PoseEdits extends EditState {
  /** @returns whether it was done */
  readonly update: (change: Omit<UpdatePoseInput, 'id' | 'revision'>) => Promise<boolean>;
  readonly apply: (operation: string, parameters: Readonly<Record<string, unknown>>) => Promise<boolean>;
  /** Null takes the deprecation back. */
  readonly deprecate: (inFavourOf: string | null) => Promise<boolean>;
  readonly archive: (archived: boolean) => Promise<boolean>;
  readonly mark: (favourite: boolean) => Promise<boolean>;
}

/** Names, tags and shapes decide what lists hold: they are read again when they are next looked at. */
export function forgetPoseLists(cache: ApolloCache): void {
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'poses' });
}

/** Edits of a pose, each of the revision that is shown: who comes second is told so, and sees what the first made of it. */
export function usePoseEdits({ id, revision }: Pick<PoseDetailFragment, 'id' | 'revision'>): PoseEdits {
  const client = useApolloClient();
  const [update] = useMutation(UpdatePoseDocument, { update: forgetPoseLists });
  const [apply] = useMutation(ApplyPoseOperationDocument, { update: forgetPoseLists });
  const [deprecate] = useMutation(DeprecatePoseDocument, { update: forgetPoseLists });
  const [archive] = useMutation(ArchivePoseDocument, { update: forgetPoseLists });
  const [mark] = useMutation(MarkFavouriteDocument);
  const { attempt, state } = useEdits(() =>
    client.query({ query: PoseDetailsDocument, variables: { id }, fetchPolicy: 'network-only' }),
  );
  const edit = { id, revision };
  return {
    ...state,
    update: (change) => {
      const input = { ...edit, ...change };
      return attempt(update({ variables: { input } }), (data) => data.updatePose);
    },
    apply: (operation, parameters) => {
      const input = { poseId: id, revision, operation, parameters };
      return attempt(apply({ variables: { input } }), (data) => data.applyPoseOperation);
    },
    deprecate: (inFavourOf) => {
      const input = { ...edit, inFavourOf };
      return attempt(deprecate({ variables: { input } }), (data) => data.deprecatePose);
    },
    archive: (archived) => {
      const input = { ...edit, archived };
      return attempt(archive({ variables: { input } }), (data) => data.archivePose);
    },
    mark: (favourite) => {
      const input = { poseId: id, favourite };
      return attempt(mark({ variables: { input } }), (data) => data.markFavourite);
    },
  };
}
