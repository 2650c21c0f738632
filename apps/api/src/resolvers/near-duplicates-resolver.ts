import {
  findNearDuplicates,
  type NearDuplicatePoses,
  type NearDuplicateReport,
  type Pose,
} from '@contrapposto/platform';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { judgePose } from '../errors/judge-pose.js';
import { UserMistake } from '../errors/user-mistake.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { NearDuplicatePairType, NearDuplicateReportType, NearDuplicatesInput } from '../schema/pose-search.js';
import { PoseType } from '../schema/pose.js';
import { toComparison } from './similar-poses.js';

const MOST_PAIRS = 100;

@Resolver(() => NearDuplicatePairType)
export class NearDuplicatesResolver {
  @Query(() => NearDuplicateReportType, {
    complexity: 100,
    description: 'Poses of a library that are nearly the same; every pair of people is compared.',
  })
  nearDuplicates(
    @Arg('input', () => NearDuplicatesInput) input: NearDuplicatesInput,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<NearDuplicateReport> {
    const { id: libraryId } = requireGlobalId(input.libraryId, ['PoseLibrary'], 'libraryId');
    const { maxDistance } = input;
    const limit = readLimit(input.limit ?? MOST_PAIRS);
    const options = { ...toComparison(input), maxDistance, limit };
    return judgePose('input', () => findNearDuplicates(database, studioId, libraryId, options));
  }

  @FieldResolver(() => [PoseType], { description: 'Two.', complexity: 2 })
  async poses(@Root() { poseIds }: NearDuplicatePoses, @Ctx() { loaders }: RequestContext): Promise<Pose[]> {
    const poses = await Promise.all(poseIds.map((id) => loaders.pose.load(id)));
    return poses.filter((pose) => pose !== undefined);
  }
}

function readLimit(limit: number): number {
  if (limit >= 1 && limit <= MOST_PAIRS) return limit;
  const report = { expected: `1 to ${MOST_PAIRS}`, got: String(limit), where: 'limit' };
  throw new UserMistake('INVALID_INPUT', report, 'limit');
}
