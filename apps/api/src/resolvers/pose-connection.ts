import { type Page, type Pose, type PoseFacets, type PoseFilter, readPoseFacets } from '@contrapposto/platform';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { Connection } from '../schema/connection.js';
import { PoseConnection, PoseFacetsType, type PoseFilterInput } from '../schema/pose.js';
import { said } from './inputs.js';

/** A page of poses that remembers by what filter it was chosen. */
export class PosePage extends Connection<Pose> {
  constructor(
    page: Page<Pose>,
    readonly filter: PoseFilter,
    totalCount: () => Promise<number>,
  ) {
    super(page, totalCount);
  }
}

@Resolver(() => PoseConnection)
export class PoseConnectionResolver {
  @FieldResolver(() => PoseFacetsType, { description: 'Of all pages.', complexity: 20 })
  facets(@Root() { filter }: PosePage, @Ctx() { database, studioId }: RequestContext): Promise<PoseFacets> {
    return readPoseFacets(database, studioId, filter);
  }
}

/** @throws UserMistake for an id that is not a library's */
export function toPoseFilter(input: PoseFilterInput | null | undefined): PoseFilter {
  const { libraryIds, ...rest } = said(input);
  if (libraryIds === undefined) return rest;
  return {
    ...rest,
    libraryIds: libraryIds.map((id, index) => requireGlobalId(id, ['PoseLibrary'], `filter.libraryIds.${index}`).id),
  };
}
