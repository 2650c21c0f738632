import { type ApolloCache } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { ArchiveDatasetDocument, CreateDatasetDocument, UpdateDatasetDocument } from '../../generated/graphql.js';
import { type OnTermsEdits } from '../../ui/on-terms.js';
import { useEdits } from '../../ui/use-edits.js';

/** Which are in use has changed: lists are read again when they are next looked at. */
function forgetLists(cache: ApolloCache): void {
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'datasets' });
}

/** Edits of data sets. @param reload reads the data sets again: one was made, or put away, or somebody else was quicker */
export function useDatasetEdits(reload: () => unknown): OnTermsEdits {
  const [create] = useMutation(CreateDatasetDocument, { update: forgetLists });
  const [update] = useMutation(UpdateDatasetDocument);
  const [archive] = useMutation(ArchiveDatasetDocument, { update: forgetLists });
  const { settle, attempt, state } = useEdits(reload);
  return {
    ...state,
    create: async (input) => {
      const done = await settle(create({ variables: { input } }), (data) => data.createDataset);
      if (done) void reload();
      return done?.dataset?.id ?? null;
    },
    update: ({ id, revision }, changes) => {
      const input = { id, revision, ...changes };
      return attempt(update({ variables: { input } }), (data) => data.updateDataset);
    },
    archive: async ({ id, revision }, archived) => {
      const input = { id, revision, archived };
      const done = await attempt(archive({ variables: { input } }), (data) => data.archiveDataset);
      if (done) void reload();
      return done;
    },
  };
}
