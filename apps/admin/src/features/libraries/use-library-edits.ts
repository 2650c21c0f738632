import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import {
  ArchivePoseLibraryDocument,
  CreatePoseLibraryDocument,
  type CreatePoseLibraryInput,
  UpdatePoseLibraryDocument,
  type UpdatePoseLibraryInput,
} from '../../generated/graphql.js';
import { settleEdit } from '../../ui/settle-edit.js';
import { forgetPoseLists } from '../poses/use-pose-edits.js';
import { type Library } from '../poses/use-places.js';

export interface LibraryEdits {
  /** @returns the new library's id, or null where it was refused */
  readonly create: (input: CreatePoseLibraryInput) => Promise<string | null>;
  readonly update: (library: Library, changes: Omit<UpdatePoseLibraryInput, 'id' | 'revision'>) => Promise<boolean>;
  readonly archive: (library: Pick<Library, 'id' | 'revision'>, archived: boolean) => Promise<boolean>;
  readonly isBusy: boolean;
  /** Why the last of them was refused. */
  readonly problem: string | null;
  readonly reset: () => void;
}

/** Edits of libraries. @param reload reads the libraries again: one was made, or put away, or somebody else was quicker */
export function useLibraryEdits(reload: () => void): LibraryEdits {
  const [create, creating] = useMutation(CreatePoseLibraryDocument, { update: forgetPoseLists });
  const [update, updating] = useMutation(UpdatePoseLibraryDocument, { update: forgetPoseLists });
  const [archive, archiving] = useMutation(ArchivePoseLibraryDocument, { update: forgetPoseLists });
  const [problem, setProblem] = useState<string | null>(null);
  return {
    create: async (input) => {
      const request = create({ variables: { input } }).then(({ data }) => data?.createPoseLibrary);
      const done = await settleEdit(request, setProblem, reload);
      if (done) reload();
      return done?.poseLibrary?.id ?? null;
    },
    update: async ({ id, revision }, changes) => {
      const input = { id, revision, ...changes };
      const request = update({ variables: { input } }).then(({ data }) => data?.updatePoseLibrary);
      return (await settleEdit(request, setProblem, reload)) !== null;
    },
    archive: async ({ id, revision }, archived) => {
      const request = archive({ variables: { input: { id, revision, archived } } });
      const done = await settleEdit(
        request.then(({ data }) => data?.archivePoseLibrary),
        setProblem,
        reload,
      );
      if (done) reload();
      return done !== null;
    },
    isBusy: creating.loading || updating.loading || archiving.loading,
    problem,
    reset: () => {
      setProblem(null);
    },
  };
}
