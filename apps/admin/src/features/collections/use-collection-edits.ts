import { useMutation } from '@apollo/client/react';
import {
  ArchivePoseCollectionDocument,
  CollectPosesDocument,
  CreatePoseCollectionDocument,
  DropPosesDocument,
  UpdatePoseCollectionDocument,
} from '../../generated/graphql.js';
import { type NamedText } from '../../ui/NamedForm.js';
import { type Revised } from '../../ui/on-terms.js';
import { type EditState, useEdits } from '../../ui/use-edits.js';
import { forgetPoseLists } from '../poses/use-pose-edits.js';

export interface CollectionEdits extends EditState {
  /** @returns the new collection's id, or null where it was refused */
  readonly create: (text: NamedText) => Promise<string | null>;
  readonly update: (collection: Revised, changes: Partial<NamedText>) => Promise<boolean>;
  readonly archive: (collection: Revised, archived: boolean) => Promise<boolean>;
  /** @param after the pose behind which they come; null: the beginning; left out: the end */
  readonly collect: (collectionId: string, poseIds: readonly string[], after?: string | null) => Promise<boolean>;
  readonly drop: (collectionId: string, poseIds: readonly string[]) => Promise<boolean>;
}

/** Edits of collections. @param reload reads the collections again: one was made, or put away, or somebody else was quicker */
export function useCollectionEdits(reload: () => void): CollectionEdits {
  const [create] = useMutation(CreatePoseCollectionDocument);
  const [update] = useMutation(UpdatePoseCollectionDocument);
  const [archive] = useMutation(ArchivePoseCollectionDocument, { update: forgetPoseLists });
  const [collect] = useMutation(CollectPosesDocument, { update: forgetPoseLists });
  const [drop] = useMutation(DropPosesDocument, { update: forgetPoseLists });
  const { settle, attempt, state } = useEdits(reload);
  return {
    ...state,
    create: async (input) => {
      const done = await settle(create({ variables: { input } }), (data) => data.createPoseCollection);
      if (done) reload();
      return done?.poseCollection?.id ?? null;
    },
    update: ({ id, revision }, changes) => {
      const input = { id, revision, ...changes };
      return attempt(update({ variables: { input } }), (data) => data.updatePoseCollection);
    },
    archive: async ({ id, revision }, archived) => {
      const input = { id, revision, archived };
      const done = await attempt(archive({ variables: { input } }), (data) => data.archivePoseCollection);
      if (done) reload();
      return done;
    },
    collect: (collectionId, poseIds, after) => {
      const input = { collectionId, poseIds: [...poseIds], ...(after !== undefined && { after }) };
      return attempt(collect({ variables: { input } }), (data) => data.collectPoses);
    },
    drop: (collectionId, poseIds) => {
      const input = { collectionId, poseIds: [...poseIds] };
      return attempt(drop({ variables: { input } }), (data) => data.dropPoses);
    },
  };
}
