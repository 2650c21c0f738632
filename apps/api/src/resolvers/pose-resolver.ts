import {
  archivePose,
  countPoses,
  createPose,
  type LibraryOrder,
  listPoses,
  type Pose,
  type PoseLibrary,
  type PoseVersion,
  readPoseFacets,
  updatePose,
} from '@contrapposto/platform';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { withUserErrors } from '../errors/to-user-error.js';
import { requireGlobalId, toGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { ArchiveInput } from '../schema/archive-input.js';
import { PoseOrderEnum } from '../schema/enums.js';
import { PageArgs } from '../schema/page.js';
import { SimilarToInput } from '../schema/pose-search.js';
import { PoseLibraryType } from '../schema/pose-library.js';
import {
  CreatePoseInput,
  PoseConnection,
  PoseFilterInput,
  PosePayloadType,
  PoseType,
  PoseVersionType,
  UpdatePoseInput,
} from '../schema/pose.js';
import { author, said, toArchive, toPageRequest } from './inputs.js';
import { PosePage, toPoseFilter } from './pose-connection.js';
import { readSimilarPoses } from './similar-poses.js';

interface Payload {
  readonly pose: Pose | null;
}

const NOTHING: Payload = { pose: null };

@Resolver(() => PoseType)
export class PoseResolver {
  @Query(() => PoseConnection)
  async poses(
    @Arg('similarTo', () => SimilarToInput, {
      nullable: true,
      description: 'The nearest in shape first, whatever orderBy says; only forwards, and 200 at most.',
    })
    similarTo: SimilarToInput | null | undefined,
    @Arg('filter', () => PoseFilterInput, { nullable: true }) filter: PoseFilterInput | null,
    @Arg('orderBy', () => PoseOrderEnum, { nullable: true, defaultValue: 'CREATED_AT_ASC' })
    orderBy: LibraryOrder | null,
    @Args() page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<PosePage> {
    const { database, studioId, userId } = context;
    const chosen = toPoseFilter(filter, userId);
    if (similarTo) return readSimilarPoses(context, similarTo, chosen, page);
    const request = { filter: chosen, orderBy: orderBy ?? 'CREATED_AT_ASC', page: toPageRequest(page) } as const;
    return new PosePage(await listPoses(database, studioId, request), {
      count: () => countPoses(database, studioId, chosen),
      readFacets: () => readPoseFacets(database, studioId, chosen),
    });
  }

  @FieldResolver(() => PoseLibraryType)
  library(@Root() { libraryId }: Pose, @Ctx() { loaders }: RequestContext): Promise<PoseLibrary | undefined> {
    return loaders.poseLibrary.load(libraryId);
  }

  @FieldResolver(() => PoseVersionType)
  currentVersion(
    @Root() { currentVersionId }: Pose,
    @Ctx() { loaders }: RequestContext,
  ): Promise<PoseVersion | undefined> {
    return loaders.poseVersion.load(currentVersionId);
  }

  @FieldResolver(() => [PoseVersionType], { description: 'The first first.', complexity: 10 })
  async versions(@Root() { id }: Pose, @Ctx() { loaders }: RequestContext): Promise<PoseVersion[]> {
    return (await loaders.poseVersionsOf.load(id)) ?? [];
  }

  @FieldResolver(() => String, { description: 'Its skeleton as SVG, drawn by the server.' })
  thumbnailUrl(@Root() { currentVersionId }: Pose): string {
    return `/poses/${toGlobalId('PoseVersion', currentVersionId)}/thumbnail.svg`;
  }

  @Mutation(() => PosePayloadType)
  createPose(
    @Arg('input', () => CreatePoseInput) { libraryId: globalId, ...input }: CreatePoseInput,
    @Ctx() { database, studioId, ...context }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => {
      const { id: libraryId } = requireGlobalId(globalId, ['PoseLibrary'], 'libraryId');
      return { pose: await createPose(database, { ...said(input), ...author(context), studioId, libraryId }) };
    });
  }

  @Mutation(() => PosePayloadType, { description: 'What is left out stays as it is.' })
  updatePose(
    @Arg('input', () => UpdatePoseInput) { id: globalId, ...input }: UpdatePoseInput,
    @Ctx() { database, studioId, ...context }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => {
      const { id } = requireGlobalId(globalId, ['Pose'], 'id');
      const { revision, name, tags, data, ...terms } = input;
      const changes = { ...said({ name, tags, data }), ...terms };
      return { pose: await updatePose(database, { ...changes, ...author(context), studioId, id, revision }) };
    });
  }

  @Mutation(() => PosePayloadType)
  archivePose(
    @Arg('input', () => ArchiveInput) input: ArchiveInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      pose: await archivePose(database, { ...toArchive(input, 'Pose'), studioId }),
    }));
  }
}
