import { type Pose, updatePose } from '@contrapposto/platform';
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
      const given = await resolvePoses(context, operation, readParameters(input.parameters));
      const data = await judgePose('parameters', () => applyOperation(before, { ...given, name: operation.name }));
      const after = input.preview ? pose : await write(context, pose.id, input.revision, data);
      return { pose: after, data, svg: renderSkeletonSvg(data) };
    });
  }
}

function write(
  { database, studioId, ...context }: RequestContext,
  id: string,
  revision: number,
  data: PoseValue,
): Promise<Pose> {
  return updatePose(database, { ...author(context), studioId, id, revision, data });
}

async function requirePose({ loaders }: RequestContext, globalId: string): Promise<{ pose: Pose; data: PoseValue }> {
  const { id } = requireGlobalId(globalId, ['Pose'], 'poseId');
  const pose = await loaders.pose.load(id);
  if (pose) return { pose, data: (await loaders.poseVersion.load(pose.currentVersionId))!.data };
  const report = { expected: 'a pose of this studio', got: 'none with that id', where: 'poseId' };
  throw new UserMistake('NOT_FOUND', report, 'poseId');
}

type Parameters = Readonly<Record<string, unknown>>;

function readParameters(value: unknown): Parameters {
  const given = value ?? {};
  if (typeof given === 'object' && !Array.isArray(given) && !('name' in given)) return given as Parameters;
  const report = { expected: 'an object of values by the names of parameters', got: typeof given, where: 'parameters' };
  throw new UserMistake('INVALID_INPUT', report, 'parameters');
}

/** Where an operation wants another pose, its id or its data becomes that pose. */
async function resolvePoses(
  context: RequestContext,
  { parameters }: PoseOperation,
  given: Parameters,
): Promise<Parameters> {
  const entries = Object.entries(given).map(async ([name, value]) => {
    if (!Object.hasOwn(parameters, name) || parameters[name]!.type !== 'pose') return [name, value] as const;
    return [name, await resolvePose(context, value, `parameters.${name}`)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function resolvePose(context: RequestContext, value: unknown, field: string): Promise<PoseValue> {
  if (typeof value === 'string') {
    const versionId = await resolvePoseVersion(context, value, field);
    return (await context.loaders.poseVersion.load(versionId))!.data;
  }
  try {
    return parsePose(value);
  } catch (error) {
    throw new UserMistake('INVALID_INPUT', (error as Error).message, field);
  }
}
