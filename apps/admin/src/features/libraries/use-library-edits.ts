import { useMutation } from '@apollo/client/react';
import {
  ArchivePoseLibraryDocument,
  CreatePoseLibraryDocument,
  UpdatePoseLibraryDocument,
} from '../../generated/graphql.js';
import { type OnTermsEdits } from '../../ui/on-terms.js';
import { useEdits } from '../../ui/use-edits.js';
import { forgetPoseLists } from '../poses/use-pose-edits.js';

/** Edits of libraries. @param reload reads the libraries again: one was made, or put away, or somebody else was quicker */
export function useLibraryEdits(reload: () => void): OnTermsEdits {
  const [create] = useMutation(CreatePoseLibraryDocument, { update: forgetPoseLists });
  const [update] = useMutation(UpdatePoseLibraryDocument, { update: forgetPoseLists });
  const [archive] = useMutation(ArchivePoseLibraryDocument, { update: forgetPoseLists });
  const { settle, attempt, state } = useEdits(reload);
  return {
    ...state,
    create: async (input) => {
      const done = await settle(create({ variables: { input } }), (data) => data.createPoseLibrary);
      if (done) reload();
      return done?.poseLibrary?.id ?? null;
    },
    update: ({ id, revision }, changes) => {
      const input = { id, revision, ...changes };
      return attempt(update({ variables: { input } }), (data) => data.updatePoseLibrary);
    },
    archive: async ({ id, revision }, archived) => {
      const input = { id, revision, archived };
      const done = await attempt(archive({ variables: { input } }), (data) => data.archivePoseLibrary);
      if (done) reload();
      return done;
    },
  };
}
