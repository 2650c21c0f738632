import { useQuery } from '@apollo/client/react';
import { PosePlacesDocument, type PosePlacesQuery } from '../../generated/graphql.js';

export type Library = PosePlacesQuery['poseLibraries']['edges'][number]['node'];
export type Collection = PosePlacesQuery['poseCollections']['edges'][number]['node'];

export interface LibrariesAndCollections {
  readonly libraries: readonly Library[];
  readonly collections: readonly Collection[];
}

export interface Places extends LibrariesAndCollections {
  readonly archived: LibrariesAndCollections;
  /** How many poses are in each may have changed. */
  readonly reload: () => Promise<void>;
}

function listNodes<T>(connection: { readonly edges: readonly { readonly node: T }[] } | undefined): readonly T[] {
  return connection?.edges.map(({ node }) => node) ?? [];
}

/** Where poses are kept, and where those were that were put away. */
export function usePlaces(): Places {
  const { data, refetch } = useQuery(PosePlacesDocument, { fetchPolicy: 'cache-and-network' });
  return {
    libraries: listNodes(data?.poseLibraries),
    collections: listNodes(data?.poseCollections),
    archived: {
      libraries: listNodes(data?.archivedLibraries),
      collections: listNodes(data?.archivedCollections),
    },
    // What goes wrong leaves the list as it is.
    reload: () =>
      refetch().then(
        () => undefined,
        () => undefined,
      ),
  };
}
