import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import {
  ArchivePoseCollectionDocument,
  CollectPosesDocument,
  CreatePoseCollectionDocument,
  DropPosesDocument,
  UpdatePoseCollectionDocument,
} from '../../generated/graphql.js';
import { settleEdit } from '../../ui/settle-edit.js';
import { type Collection } from '../poses/use-places.js';
import { forgetPoseLists } from '../poses/use-pose-edits.js';

export interface CollectionText {
  readonly name: string;
  readonly description: string;
}

export interface CollectionEdits {
  /** @returns the new collection's id, or null where it was refused */
  readonly create: (text: CollectionText) => Promise<string | null>;
  readonly update: (collection: Collection, changes: Partial<CollectionText>) => Promise<boolean>;
  readonly archive: (collection: Pick<Collection, 'id' | 'revision'>, archived: boolean) => Promise<boolean>;
  /** @param after the pose behind which they come; null: the beginning; left out: the end */
  readonly collect: (collectionId: string, poseIds: readonly string[], after?: string | null) => Promise<boolean>;
  readonly drop: (collectionId: string, poseIds: readonly string[]) => Promise<boolean>;
  readonly isBusy: boolean;
  /** Why the last of them was refused. */
  readonly problem: string | null;
  readonly reset: () => void;
}

/** Edits of collections. @param reload reads the collections again: one was made, or put away, or somebody else was quicker */
export function useCollectionEdits(reload: () => void): CollectionEdits {
  const [create, creating] = useMutation(CreatePoseCollectionDocument);
  const [update, updating] = useMutation(UpdatePoseCollectionDocument);
  const [archive, archiving] = useMutation(ArchivePoseCollectionDocument, { update: forgetPoseLists });
  const [collect, collecting] = useMutation(CollectPosesDocument, { update: forgetPoseLists });
  const [drop, dropping] = useMutation(DropPosesDocument, { update: forgetPoseLists });
  const [problem, setProblem] = useState<string | null>(null);
  return {
    create: async (input) => {
      const request = create({ variables: { input } }).then(({ data }) => data?.createPoseCollection);
      const done = await settleEdit(request, setProblem, reload);
      if (done) reload();
      return done?.poseCollection?.id ?? null;
    },
    update: async ({ id, revision }, changes) => {
      const request = update({ variables: { input: { id, revision, ...changes } } });
      return (
        (await settleEdit(
          request.then(({ data }) => data?.updatePoseCollection),
          setProblem,
          reload,
        )) !== null
      );
    },
    archive: async ({ id, revision }, archived) => {
      const request = archive({ variables: { input: { id, revision, archived } } });
      const done = await settleEdit(
        request.then(({ data }) => data?.archivePoseCollection),
        setProblem,
        reload,
      );
      if (done) reload();
      return done !== null;
    },
    collect: async (collectionId, poseIds, after) => {
      const place = after === undefined ? {} : { after };
      const request = collect({ variables: { input: { collectionId, poseIds: [...poseIds], ...place } } });
      return (
        (await settleEdit(
          request.then(({ data }) => data?.collectPoses),
          setProblem,
          reload,
        )) !== null
      );
    },
    drop: async (collectionId, poseIds) => {
      const request = drop({ variables: { input: { collectionId, poseIds: [...poseIds] } } });
      return (
        (await settleEdit(
          request.then(({ data }) => data?.dropPoses),
          setProblem,
          reload,
        )) !== null
      );
    },
    isBusy: [creating, updating, archiving, collecting, dropping].some(({ loading }) => loading),
    problem,
    reset: () => {
      setProblem(null);
    },
  };
}
