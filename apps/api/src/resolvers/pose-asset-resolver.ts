import {
  combineTerms,
  deprecatePose,
  type LicenceTerms,
  markFavourite,
  type Pose,
  type PoseCollection,
  type PoseUsage,
} from '@contrapposto/platform';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { withUserErrors } from '../errors/to-user-error.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { LicenceTermsType } from '../schema/licence.js';
import { PoseCollectionType } from '../schema/pose-collection.js';
import { PoseUsageType } from '../schema/pose-usage.js';
import { DeprecatePoseInput, MarkFavouriteInput, PosePayloadType, PoseType } from '../schema/pose.js';

interface Payload {
  readonly pose: Pose | null;
}

const NOTHING: Payload = { pose: null };

/** A pose as a studio's property. */
@Resolver(() => PoseType)
export class PoseAssetResolver {
  @FieldResolver(() => LicenceTermsType, {
    description: "Its own, its library's where it says nothing, and those of the parts that came from other poses.",
  })
  async terms(@Root() pose: Pose, @Ctx() { loaders }: RequestContext): Promise<LicenceTerms> {
    return combineTerms((await loaders.poseNotices.load(pose.currentVersionId))!);
  }

  @FieldResolver(() => LicenceTermsType, { description: 'What it says itself: null where it has it from its library.' })
  ownTerms(@Root() pose: Pose): LicenceTerms {
    return pose;
  }

  @FieldResolver(() => PoseType, { nullable: true, description: 'To be used instead.' })
  replacedBy(@Root() { replacedBy }: Pose, @Ctx() { loaders }: RequestContext): Promise<Pose | undefined> | null {
    return replacedBy === null ? null : loaders.pose.load(replacedBy);
  }

  @FieldResolver(() => Boolean, { description: "One of the caller's." })
  async isFavourite(@Root() { id }: Pose, @Ctx() { loaders }: RequestContext): Promise<boolean> {
    return (await loaders.favourite.load(id)) ?? false;
  }

  @FieldResolver(() => [PoseCollectionType], { description: 'Those in use that it is in, by name.', complexity: 10 })
  async collections(@Root() { id }: Pose, @Ctx() { loaders }: RequestContext): Promise<PoseCollection[]> {
    return (await loaders.collectionsOf.load(id)) ?? [];
  }

  @FieldResolver(() => PoseUsageType, { description: 'Of all its versions.' })
  usage(@Root() { id }: Pose, @Ctx() { loaders }: RequestContext): Promise<PoseUsage | undefined> {
    return loaders.poseUsage.load(id);
  }

  @Mutation(() => PosePayloadType, { description: 'Says what is to be used instead; the pose stays usable.' })
  deprecatePose(
    @Arg('input', () => DeprecatePoseInput) { id: globalId, revision, inFavourOf: other }: DeprecatePoseInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => {
      const { id } = requireGlobalId(globalId, ['Pose'], 'id');
      const inFavourOf = other ? requireGlobalId(other, ['Pose'], 'inFavourOf').id : null;
      return { pose: await deprecatePose(database, { studioId, id, revision, inFavourOf }) };
    });
  }

  @Mutation(() => PosePayloadType, { description: "One of the caller's favourites, or not; nobody else sees it." })
  markFavourite(
    @Arg('input', () => MarkFavouriteInput) { poseId: globalId, favourite }: MarkFavouriteInput,
    @Ctx() { database, studioId, userId, loaders }: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => {
      const { id: poseId } = requireGlobalId(globalId, ['Pose'], 'poseId');
      const pose = await markFavourite(database, { studioId, userId: userId ?? null, poseId, favourite });
      loaders.favourite.clear(poseId);
      return { pose };
    });
  }
}
