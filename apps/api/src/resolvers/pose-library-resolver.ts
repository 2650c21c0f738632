import {
  archivePoseLibrary,
  countPoseLibraries,
  createPoseLibrary,
  type LibraryOrder,
  listPoseLibraries,
  NO_FACETS,
  type PoseLibrary,
  updatePoseLibrary,
} from '@contrapposto/platform';
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { withUserErrors } from '../errors/to-user-error.js';
import type { RequestContext } from '../request-context.js';
import { ArchiveInput } from '../schema/archive-input.js';
import { Connection } from '../schema/connection.js';
import { PoseOrderEnum } from '../schema/enums.js';
import { PageArgs } from '../schema/page.js';
import {
  CreatePoseLibraryInput,
  PoseLibraryConnection,
  PoseLibraryFilterInput,
  PoseLibraryPayloadType,
  PoseLibraryType,
  UpdatePoseLibraryInput,
} from '../schema/pose-library.js';
import { PoseConnection, PoseFilterInput } from '../schema/pose.js';
import { said, toArchive, toPageRequest, toTermsEdit } from './inputs.js';
import { PosePage, toPoseFilter } from './pose-connection.js';

interface Payload {
  readonly poseLibrary: PoseLibrary | null;
}

const NOTHING: Payload = { poseLibrary: null };

@Resolver(() => PoseLibraryType)
export class PoseLibraryResolver {
  @Query(() => PoseLibraryConnection)
  async poseLibraries(
    @Arg('filter', () => PoseLibraryFilterInput, { nullable: true }) filter: PoseLibraryFilterInput | null,
    @Args() page: PageArgs,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Connection<PoseLibrary>> {
    const chosen = said(filter);
    const found = await listPoseLibraries(database, studioId, { filter: chosen, page: toPageRequest(page) });
    return new Connection(found, () => countPoseLibraries(database, studioId, chosen));
  }

  @FieldResolver(() => Int, { description: 'Of those in use.' })
  async poseCount(@Root() { id }: PoseLibrary, @Ctx() { loaders }: RequestContext): Promise<number> {
    return (await loaders.poseCount.load(id)) ?? 0;
  }

  @FieldResolver(() => PoseConnection)
  async poses(
    @Root() { id }: PoseLibrary,
    @Arg('filter', () => PoseFilterInput, { nullable: true }) filter: PoseFilterInput | null,
    @Arg('orderBy', () => PoseOrderEnum, { nullable: true, defaultValue: 'CREATED_AT_ASC' })
    orderBy: LibraryOrder | null,
    @Args() args: PageArgs,
    @Ctx() { loaders, userId }: RequestContext,
  ): Promise<PosePage> {
    const chosen = toPoseFilter(filter, userId);
    const request = { filter: chosen, orderBy: orderBy ?? 'CREATED_AT_ASC', page: toPageRequest(args) } as const;
    const page = await loaders.posesOf(request).load(id);
    return new PosePage(page!, {
      count: async () => (await loaders.chosenPoseCount(chosen).load(id)) ?? 0,
      readFacets: async () => (await loaders.chosenPoseFacets(chosen).load(id)) ?? NO_FACETS,
    });
  }

  @Mutation(() => PoseLibraryPayloadType)
  createPoseLibrary(
    @Arg('input', () => CreatePoseLibraryInput) input: CreatePoseLibraryInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      poseLibrary: await createPoseLibrary(database, { ...said(input), studioId }),
    }));
  }

  @Mutation(() => PoseLibraryPayloadType, { description: 'What is left out stays as it is.' })
  updatePoseLibrary(
    @Arg('input', () => UpdatePoseLibraryInput) input: UpdatePoseLibraryInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      poseLibrary: await updatePoseLibrary(database, { ...toTermsEdit(input, 'PoseLibrary'), studioId }),
    }));
  }

  @Mutation(() => PoseLibraryPayloadType, { description: 'Its poses go out of sight with it.' })
  archivePoseLibrary(
    @Arg('input', () => ArchiveInput) input: ArchiveInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      poseLibrary: await archivePoseLibrary(database, { ...toArchive(input, 'PoseLibrary'), studioId }),
    }));
  }
}
