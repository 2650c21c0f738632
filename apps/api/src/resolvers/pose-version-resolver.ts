import {
  computePoseDiff,
  type JointChange,
  type LicenceNotice,
  type Pose,
  type PoseUsage,
  type PoseVersion,
  renderPoseDiffSvg,
} from '@contrapposto/platform';
import type { Keypoint, Pose as PoseValue } from '@contrapposto/pose';
import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { notOfThisStudio } from '../errors/not-of-this-studio.js';
import { requireGlobalId, toGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { LicenceNoticeType } from '../schema/licence.js';
import { PoseData } from '../schema/pose-data.js';
import { PoseDiffType } from '../schema/pose-diff.js';
import { PoseUsageType } from '../schema/pose-usage.js';
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

  @FieldResolver(() => String, { description: 'Its skeleton as SVG, drawn by the server.' })
  thumbnailUrl(@Root() { id }: PoseVersion): string {
    return `/poses/${toGlobalId('PoseVersion', id)}/thumbnail.svg`;
  }

  @FieldResolver(() => [LicenceNoticeType], {
    description: 'As they are now: its own, and those of the parts that operations took from other poses.',
    complexity: 10,
  })
  async licences(@Root() { id }: PoseVersion, @Ctx() { loaders }: RequestContext): Promise<readonly LicenceNotice[]> {
    return (await loaders.poseNotices.load(id)) ?? [];
  }

  @FieldResolver(() => PoseUsageType)
  usage(@Root() { id }: PoseVersion, @Ctx() { loaders }: RequestContext): Promise<PoseUsage | undefined> {
    return loaders.versionUsage.load(id);
  }

  @FieldResolver(() => PoseDiffType, {
    nullable: true,
    description: 'What was done since another version: the one before where none is named. Null for the first.',
  })
  async diff(
    @Root() version: PoseVersion,
    @Arg('since', () => ID, { nullable: true }) since: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<object | null> {
    const from = await findBefore(context, version, since);
    if (!from) return null;
    const diff = computePoseDiff(from.data, version.data);
    const people = diff.people.map(({ joints, ...person }) => ({ ...person, joints: joints.map(toJoint) }));
    return { ...diff, people, from, to: version, svg: () => renderPoseDiffSvg(from.data, version.data, diff) };
  }
}

async function findBefore(
  { loaders }: RequestContext,
  { poseId, version }: PoseVersion,
  since: string | null | undefined,
): Promise<PoseVersion | undefined> {
  if (!since) return (await loaders.poseVersionsOf.load(poseId))?.find((other) => other.version === version - 1);
  const found = await loaders.poseVersion.load(requireGlobalId(since, ['PoseVersion'], 'since').id);
  if (found) return found;
  throw notOfThisStudio('a pose version', 'since');
}

function toJoint({ from, to, ...change }: JointChange) {
  return { ...change, from: from && toNumbers(from), to: to && toNumbers(to) };
}

function toNumbers({ x, y, visibility }: Keypoint): number[] {
  return [x, y, visibility];
}
