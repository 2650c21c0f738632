import { describePose, explainPoseDistance, type Pose, type PoseDescriptor } from '@contrapposto/pose';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import type { PoseReference } from '../options.js';
import { loadPose } from '../pose-source.js';
import { formatTable, type CommandResult } from '../result.js';

export interface CompareOptions {
  readonly mirror?: boolean;
  readonly rotation?: boolean;
  readonly visibleOnly?: boolean;
}

/** `pose compare`: how far apart the first people of two poses are in shape, and which joints make it so. */
export async function comparePoses(
  _: Context,
  one: PoseReference,
  other: PoseReference,
  { mirror = false, rotation = false, visibleOnly = false }: CompareOptions,
): Promise<CommandResult> {
  const [first, second] = [await loadPose(one), await loadPose(other)];
  const comparison = { mirror, rotation, visibleOnly };
  const found = explainPoseDistance(describeFirst(first.pose, one), describeFirst(second.pose, other), comparison);
  if (found === null)
    throw incomparable('two people with three joints in common', 'fewer', `${one.file}, ${other.file}`);
  const { distance, mirrored, turn, joints } = found;
  const rows = joints.map(({ joint, distance: part, share, missing }) => [
    joint,
    part.toFixed(4),
    `${Math.round(100 * share)} %`,
    missing ? 'missing in the second' : '',
  ]);
  const turned = turn === 0 ? '' : `, turned by ${((turn * 180) / Math.PI).toFixed(1)} degrees`;
  return {
    text: `distance ${distance.toFixed(4)} squared radii${mirrored ? ', in the mirror' : ''}${turned}\n${formatTable([['joint', 'adds', 'share', ''], ...rows])}`,
    document: { ...found },
    warnings: [...first.warnings, ...second.warnings],
  };
}

function describeFirst(pose: Pose, { file }: PoseReference): PoseDescriptor {
  const descriptor = describePose(pose)[0];
  if (descriptor) return descriptor;
  throw incomparable('a person with joints of coco17', 'nobody', file);
}

function incomparable(expected: string, got: string, where: string): CliError {
  return new CliError('POSE_FILE_INVALID', `Expected ${expected}, got ${got} (${where}).`);
}
