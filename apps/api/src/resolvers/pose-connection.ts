import {
  type Edge,
  type Page,
  type Pose,
  type PoseFacets,
  type PoseFilter,
  type SimilarPose,
} from '@contrapposto/platform';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { requireGlobalId } from '../global-id.js';
import { Connection } from '../schema/connection.js';
import { PoseSimilarityType } from '../schema/pose-search.js';
import { PoseConnection, PoseEdge, PoseFacetsType, type PoseFilterInput } from '../schema/pose.js';
import { said } from './inputs.js';

/** A page of poses, and what all that match have in common where that is asked for. */
export class PosePage extends Connection<Pose> {
  constructor(
    page: Page<Pose>,
    readonly all: { readonly count: () => Promise<number>; readonly readFacets: () => Promise<PoseFacets> },
  ) {
    super(page, all.count);
  }
}

@Resolver(() => PoseConnection)
export class PoseConnectionResolver {
  @FieldResolver(() => PoseFacetsType, { description: 'Of all pages.', complexity: 20 })
  facets(@Root() { all }: PosePage): Promise<PoseFacets> {
    return all.readFacets();
  }
}

@Resolver(() => PoseEdge)
export class PoseEdgeResolver {
  @FieldResolver(() => PoseSimilarityType, { nullable: true, description: 'Where `similarTo` was given.' })
  similarity(@Root() { similarity }: Edge<Pose> & { similarity?: SimilarPose }): SimilarPose | null {
    return similarity ?? null;
  }
}

/** @throws UserMistake for an id that names something else */
export function toPoseFilter(input: PoseFilterInput | null | undefined, userId: string | undefined): PoseFilter {
  const { libraryIds, collectionIds, favourite, licence, ...rest } = said(input);
  return {
    ...rest,
    ...(libraryIds && { libraryIds: toIds(libraryIds, 'PoseLibrary', 'filter.libraryIds') }),
    ...(collectionIds && { collectionIds: toIds(collectionIds, 'PoseCollection', 'filter.collectionIds') }),
    ...(favourite && { favouriteOf: userId ?? null }),
    ...(licence !== undefined && { licence: licence.trim() || null }),
  };
}

function toIds(ids: readonly string[], type: 'PoseLibrary' | 'PoseCollection', field: string): string[] {
  return ids.map((id, index) => requireGlobalId(id, [type], `${field}.${index}`).id);
}
