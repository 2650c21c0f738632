import {
  archivePoseCollection,
  collectPoses,
  countPoseCollections,
  createPoseCollection,
  dropPoses,
  listPoseCollections,
  type Pose,
  type PoseCollection,
  updatePoseCollection,
} from '@contrapposto/platform';
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { withUserErrors } from '../errors/to-user-error.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { ArchiveInput } from '../schema/archive-input.js';
import { Connection } from '../schema/connection.js';
import { PageArgs } from '../schema/page.js';
import {
  CollectPosesInput,
  CreatePoseCollectionInput,
  DropPosesInput,
  PoseCollectionConnection,
  PoseCollectionFilterInput,
  PoseCollectionPayloadType,
  PoseCollectionType,
  UpdatePoseCollectionInput,
} from '../schema/pose-collection.js';
import { CollectedPoseConnection } from '../schema/pose.js';
import { said, toArchive, toPageRequest } from './inputs.js';

interface Payload {
  readonly poseCollection: PoseCollection | null;
}

const NOTHING: Payload = { poseCollection: null };

@Resolver(() => PoseCollectionType)
export class PoseCollectionResolver {
  @Query(() => PoseCollectionConnection)
  async poseCollections(
    @Arg('filter', () => PoseCollectionFilterInput, { nullable: true }) filter: PoseCollectionFilterInput | null,
    @Args() page: PageArgs,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Connection<PoseCollection>> {
    const chosen = said(filter);
    const found = await listPoseCollections(database, studioId, { filter: chosen, page: toPageRequest(page) });
    return new Connection(found, () => countPoseCollections(database, studioId, chosen));
  }

  @FieldResolver(() => Int, { description: 'Of those in use.' })
  async poseCount(@Root() { id }: PoseCollection, @Ctx() { loaders }: RequestContext): Promise<number> {
    return (await loaders.collectedCount.load(id)) ?? 0;
  }

  @FieldResolver(() => CollectedPoseConnection, { description: 'Those in use, in the order of the collection.' })
  async poses(
    @Root() { id }: PoseCollection,
    @Args() page: PageArgs,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<Pose>> {
    const found = await loaders.collectedPoses(toPageRequest(page)).load(id);
    return new Connection(found!, async () => (await loaders.collectedCount.load(id)) ?? 0);
  }

  @Mutation(() => PoseCollectionPayloadType)
  createPoseCollection(
    @Arg('input', () => CreatePoseCollectionInput) input: CreatePoseCollectionInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      poseCollection: await createPoseCollection(database, { ...said(input), studioId }),
    }));
  }

  @Mutation(() => PoseCollectionPayloadType, { description: 'What is left out stays as it is.' })
  updatePoseCollection(
    @Arg('input', () => UpdatePoseCollectionInput) { id: globalId, ...input }: UpdatePoseCollectionInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => {
      const { id } = requireGlobalId(globalId, ['PoseCollection'], 'id');
      return { poseCollection: await updatePoseCollection(database, { ...said(input), studioId, id }) };
    });
  }

  @Mutation(() => PoseCollectionPayloadType, { description: 'Its poses stay where they are.' })
  archivePoseCollection(
    @Arg('input', () => ArchiveInput) input: ArchiveInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      poseCollection: await archivePoseCollection(database, { ...toArchive(input, 'PoseCollection'), studioId }),
    }));
  }

  @Mutation(() => PoseCollectionPayloadType, { description: 'Puts poses into a collection, together and in order.' })
  collectPoses(
    @Arg('input', () => CollectPosesInput) input: CollectPosesInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => {
      const { after } = input;
      const behind = typeof after === 'string' ? requireGlobalId(after, ['Pose'], 'after').id : after;
      const place = behind === undefined ? {} : { after: behind };
      return { poseCollection: await collectPoses(database, { ...toIds(input), studioId, ...place }) };
    });
  }

  @Mutation(() => PoseCollectionPayloadType, { description: 'Takes poses out of a collection.' })
  dropPoses(
    @Arg('input', () => DropPosesInput) input: DropPosesInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => ({
      poseCollection: await dropPoses(database, { ...toIds(input), studioId }),
    }));
  }
}

interface CollectedIds {
  readonly collectionId: string;
  readonly poseIds: readonly string[];
}

function toIds({ collectionId, poseIds }: CollectedIds): { collectionId: string; poseIds: string[] } {
  return {
    collectionId: requireGlobalId(collectionId, ['PoseCollection'], 'collectionId').id,
    poseIds: poseIds.map((id, index) => requireGlobalId(id, ['Pose'], `poseIds.${index}`).id),
  };
}
