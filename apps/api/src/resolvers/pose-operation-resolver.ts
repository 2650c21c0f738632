import { type Pose, updatePose, type UpdatePoseInput } from '@contrapposto/platform';
import {
  applyOperation,
  getPoseOperation,
  POSE_OPERATIONS,
  type Pose as PoseValue,
  type PoseOperation,
  renderSkeletonSvg,
} from '@contrapposto/pose';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { judgePose } from '../errors/judge-pose.js';
import { notOfThisStudio } from '../errors/not-of-this-studio.js';
import { withUserErrors } from '../errors/to-user-error.js';
import { UserMistake } from '../errors/user-mistake.js';
import { resolvePoseVersion } from '../generations/resolve-request.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { parsePose } from '../schema/pose-data.js';
import { ApplyPoseOperationInput, ApplyPoseOperationPayloadType, PoseOperationType } from '../schema/pose-operation.js';
import { author } from './inputs.js';

interface Payload {
  readonly pose: Pose | null;
  readonly data: PoseValue | null;
  readonly svg: string | null;
}

const NOTHING: Payload = { pose: null, data: null, svg: null };

@Resolver()
export class PoseOperationResolver {
  @Query(() => [PoseOperationType], { description: 'What can be done to poses.', complexity: 1 })
  poseOperations(): readonly PoseOperation[] {
    return POSE_OPERATIONS;
  }

  @Mutation(() => ApplyPoseOperationPayloadType, { description: 'Writes a new version, or shows what it would be.' })
  applyPoseOperation(
    @Arg('input', () => ApplyPoseOperationInput) input: ApplyPoseOperationInput,
    @Ctx() context: RequestContext,
  ): Promise<Payload> {
    return withUserErrors(NOTHING, async () => {
      const { pose, data: before } = await requirePose(context, input.poseId);
      const operation = await judgePose('operation', () => getPoseOperation(input.operation));
      const { given, partIds } = await resolvePoses(context, operation, readParameters(input.parameters));
      const data = await judgePose('parameters', () => applyOperation(before, { ...given, name: operation.name }));
      const change = { id: pose.id, revision: input.revision, data, partIds };
      const after = input.preview ? pose : await write(context, change);
      return { pose: after, data, svg: renderSkeletonSvg(data) };
    });
  }
}

function write(
  { database, studioId, ...context }: RequestContext,
  change: Pick<UpdatePoseInput, 'id' | 'revision' | 'data' | 'partIds'>,
): Promise<Pose> {
  return updatePose(database, { ...author(context), ...change, studioId });
}

async function requirePose({ loaders }: RequestContext, globalId: string): Promise<{ pose: Pose; data: PoseValue }> {
  const { id } = requireGlobalId(globalId, ['Pose'], 'poseId');
  const pose = await loaders.pose.load(id);
  if (pose) return { pose, data: (await loaders.poseVersion.load(pose.currentVersionId))!.data };
  throw notOfThisStudio('a pose', 'poseId');
}

type Parameters = Readonly<Record<string, unknown>>;

function readParameters(value: unknown): Parameters {
  const given = value ?? {};
  if (typeof given === 'object' && !Array.isArray(given) && !('name' in given)) return given as Parameters;
  const report = { expected: 'an object of values by the names of parameters', got: typeof given, where: 'parameters' };
  throw new UserMistake('INVALID_INPUT', report, 'parameters');
}

interface Resolved {
  readonly given: Parameters;
  /** Versions of poses of the studio that go into the result, with their terms. */
  readonly partIds: string[];
}

/** Where an operation wants another pose, its id or its data becomes that pose. */
async function resolvePoses(
  context: RequestContext,
  { parameters }: PoseOperation,
  given: Parameters,
): Promise<Resolved> {
  const partIds: string[] = [];
  const entries = Object.entries(given).map(async ([name, value]) => {
    if (!Object.hasOwn(parameters, name) || parameters[name]!.type !== 'pose') return [name, value] as const;
    const { data, versionId } = await resolvePose(context, value, `parameters.${name}`);
    if (versionId !== null) partIds.push(versionId);
    return [name, data] as const;
  });
  return { given: Object.fromEntries(await Promise.all(entries)), partIds };
}

/** Data that comes with the request is the caller's own work, as what they draw by hand. */
async function resolvePose(
  context: RequestContext,
  value: unknown,
  field: string,
): Promise<{ data: PoseValue; versionId: string | null }> {
  if (typeof value === 'string') {
    const versionId = await resolvePoseVersion(context, value, field);
    return { data: (await context.loaders.poseVersion.load(versionId))!.data, versionId };
  }
  try {
    return { data: parsePose(value), versionId: null };
  } catch (error) {
    throw new UserMistake('INVALID_INPUT', (error as Error).message, field);
  }
}
