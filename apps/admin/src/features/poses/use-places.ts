import { useQuery } from '@apollo/client/react';
import { PosePlacesDocument, type PosePlacesQuery } from '../../generated/graphql.js';

export type Library = PosePlacesQuery['poseLibraries']['edges'][number]['node'];
export type Collection = PosePlacesQuery['poseCollections']['edges'][number]['node'];

export interface Places {
  readonly libraries: readonly Library[];
  readonly collections: readonly Collection[];
  /** How many poses are in each may have changed. */
  readonly reload: () => Promise<void>;
}

/** Where poses are kept. */
export function usePlaces(): Places {
  const { data, refetch } = useQuery(PosePlacesDocument, { fetchPolicy: 'cache-and-network' });
  return {
    libraries: data?.poseLibraries.edges.map(({ node }) => node) ?? [],
    collections: data?.poseCollections.edges.map(({ node }) => node) ?? [],
    // What goes wrong leaves the list as it is.
    reload: () =>
      refetch().then(
        () => undefined,
        () => undefined,
      ),
  };
}
