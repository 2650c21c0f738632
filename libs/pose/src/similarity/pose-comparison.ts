import { PoseError } from '../errors.js';
import { suggest } from '../near-miss.js';
import {
  ALL_JOINTS,
  countBits,
  DESCRIPTOR_JOINTS,
  LEAST_JOINTS,
  mirrorBits,
  mirrorDescriptor,
  type PoseDescriptor,
} from './pose-descriptor.js';

/** What two poses are compared in. Place and size never count. */
export interface PoseComparison {
  /** Only these joints of coco17. Default: all. */
  readonly joints?: readonly string[];
  /** Only joints that can be seen, in the query and in what it is compared with. Default: all that are labelled. */
  readonly visibleOnly?: boolean;
  /** The angle in the picture does not count. Default: it does. */
  readonly rotation?: boolean;
  /** A pose is as near as it is, or as its mirror image is. Default: as it is. */
  readonly mirror?: boolean;
  /** What a joint costs that the query has and the other pose lacks, in squared radii, 0 or more. Default 0.25: half a radius off. */
  readonly missingJointCost?: number;
}

/** One way to lay a query over other poses. */
export interface ComparisonPass {
  readonly query: PoseDescriptor;
  readonly mirrored: boolean;
  /** One bit per joint that the query is compared in. */
  readonly asked: number;
  readonly visibleOnly: boolean;
  readonly turning: boolean;
  readonly missingCost: number;
}

const DEFAULT_MISSING_JOINT_COST = 0.25;

function toBits(joints: readonly string[]): number {
  return joints.reduce((bits, name) => {
    const joint = DESCRIPTOR_JOINTS.indexOf(name);
    if (joint >= 0) return bits | (1 << joint);
    const advice = suggest(name, DESCRIPTOR_JOINTS);
    throw new PoseError('INVALID_COMPARISON', `Expected joints of coco17, got ${JSON.stringify(name)}. ${advice}`);
  }, 0);
}

function assertEnough(count: number, kind: string): void {
  if (count >= LEAST_JOINTS) return;
  const expected = `Expected at least ${LEAST_JOINTS} ${kind} to compare`;
  throw new PoseError('INVALID_COMPARISON', `${expected}, got ${count}. Compare in more joints.`);
}

/**
 * Holds a comparison to its own rules, whatever the query.
 * @throws PoseError INVALID_COMPARISON for an unknown joint, fewer than three of them, or a cost below 0.
 */
export function assertComparison({ joints, missingJointCost = DEFAULT_MISSING_JOINT_COST }: PoseComparison): void {
  if (!(missingJointCost >= 0 && missingJointCost < Infinity))
    throw new PoseError('INVALID_COMPARISON', `Expected a missingJointCost of 0 or more, got ${missingJointCost}.`);
  if (joints) assertEnough(countBits(toBits(joints)), 'joints');
}

/**
 * The query as it is and, where the comparison asks for it, in a mirror: what is nearest in any of the passes is nearest.
 * @throws PoseError INVALID_COMPARISON, as `assertComparison`, and for a query with fewer than three of the joints.
 */
export function planComparison(query: PoseDescriptor, comparison: PoseComparison): ComparisonPass[] {
  assertComparison(comparison);
  const { joints, visibleOnly = false, rotation = false, mirror = false } = comparison;
  const { missingJointCost: missingCost = DEFAULT_MISSING_JOINT_COST } = comparison;
  const asked = (joints ? toBits(joints) : ALL_JOINTS) & (visibleOnly ? query.visible : query.labelled);
  assertEnough(countBits(asked), `${visibleOnly ? 'visible' : 'labelled'} joints in the query`);
  const pass = { query, mirrored: false, asked, visibleOnly, turning: rotation, missingCost };
  if (!mirror) return [pass];
  return [pass, { ...pass, query: mirrorDescriptor(query), mirrored: true, asked: mirrorBits(asked) }];
}
