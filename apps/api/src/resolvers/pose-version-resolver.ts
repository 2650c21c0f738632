import type { Pose, PoseVersion } from '@contrapposto/platform';
import type { Pose as PoseValue } from '@contrapposto/pose';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request-context.js';
import { PoseData } from '../schema/pose-data.js';
import { PoseType, PoseVersionType } from '../schema/pose.js';

@Resolver(() => PoseVersionType)
export class PoseVersionResolver {
  @FieldResolver(() => PoseData)
  data(@Root() { data }: PoseVersion): PoseValue {
    return data;
  }

  @FieldResolver(() => PoseType)
  pose(@Root() { poseId }: PoseVersion, @Ctx() { loaders }: RequestContext): Promise<Pose | undefined> {
    return loaders.pose.load(poseId);
  }
}
