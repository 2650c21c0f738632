/**
 * The words of search by shape.
 *
 * - A `PoseDescriptor` is one person on COCO's 17 joints with place and size taken out: the centre of the labelled joints lies at
 *   (0, 0), and their mean squared distance from it is 1. That distance, the pose's radius, is the unit of length everywhere here.
 * - A `PoseComparison` says in which joints two poses are compared, and what else than place and size does not count.
 * - The pose distance (`pose-distance.ts`) is a mean of squares over joints, in squared radii: 0 for the same shape.
 */
import { convertPose } from '../convert-pose.js';
import { isLabelled, UNLABELLED } from '../keypoint.js';
import { coco17 } from '../skeletons/coco17.js';
import { type PersonPose, type Pose } from '../types.js';

export const DESCRIPTOR_JOINTS = coco17.keypointNames;
export const JOINT_COUNT = DESCRIPTOR_JOINTS.length;
/** One bit per joint, the first joint's lowest. */
export const ALL_JOINTS = 2 ** JOINT_COUNT - 1;
/** Two points lie on each other once place, size and angle do not count; three are the fewest that have a shape. */
export const LEAST_JOINTS = 3;
/** Joints whose summed squared distance from their centre is not above this, in squared radii, have no shape. */
export const LEAST_SPREAD = 1e-9;

/** Joints nearer to each other than this part of their distance from the canvas's corner lie in one place, but for rounding. */
const LEAST_RADIUS = 1e-9;

export interface PoseDescriptor {
  /** x and y of each joint in turn, float32, in radii, y down; 0 where not labelled. */
  readonly coordinates: Float32Array;
  /** One bit per joint: its place is known. */
  readonly labelled: number;
  /** One bit per joint: it is known, can be seen, and is not hidden by intent. */
  readonly visible: number;
}

const PARTNER_OF = DESCRIPTOR_JOINTS.map((_, joint) => {
  const pair = coco17.flipPairs.find((sides) => sides.includes(joint));
  return pair === undefined ? joint : pair[0] === joint ? pair[1] : pair[0];
});

/** The joint that takes this one's place in a mirror. */
export function partnerOf(joint: number): number {
  return PARTNER_OF[joint]!;
}

/** The joint of the lowest bit that is set. */
export function lowestJoint(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

export function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Centre and radius of the labelled joints of a list of x, y; null where they have no shape. */
function measure(places: Float64Array, labelled: number): { x: number; y: number; radius: number } | null {
  const count = countBits(labelled);
  let [x, y] = [0, 0];
  for (let left = labelled; left !== 0; left &= left - 1) {
    const joint = lowestJoint(left);
    x += places[2 * joint]! / count;
    y += places[2 * joint + 1]! / count;
  }
  // Hypot twice, and no sum of squares: nothing overflows that need not.
  let distance = 0;
  for (let left = labelled; left !== 0; left &= left - 1) {
    const joint = lowestJoint(left);
    distance = Math.hypot(distance, places[2 * joint]! - x, places[2 * joint + 1]! - y);
  }
  const radius = distance / Math.sqrt(count);
  const isShape = radius > LEAST_RADIUS * Math.hypot(x, y) && Number.isFinite(radius);
  return count >= LEAST_JOINTS && isShape ? { x, y, radius } : null;
}

/**
 * The shape of one person on coco17's joints, or null where there is none: fewer than three labelled joints with finite
 * coordinates, or all of them in one place.
 */
export function describePerson({
  keypoints,
  hidden = [],
}: Pick<PersonPose, 'keypoints' | 'hidden'>): PoseDescriptor | null {
  const places = new Float64Array(2 * JOINT_COUNT);
  let [labelled, visible] = [0, 0];
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const keypoint = keypoints[joint] ?? UNLABELLED;
    if (!isLabelled(keypoint) || !Number.isFinite(keypoint.x) || !Number.isFinite(keypoint.y)) continue;
    places[2 * joint] = keypoint.x;
    places[2 * joint + 1] = keypoint.y;
    labelled |= 1 << joint;
    if (keypoint.visibility === 2 && !hidden.includes(DESCRIPTOR_JOINTS[joint]!)) visible |= 1 << joint;
  }
  const frame = measure(places, labelled);
  if (frame === null) return null;
  const coordinates = new Float32Array(2 * JOINT_COUNT);
  for (let left = labelled; left !== 0; left &= left - 1) {
    const joint = lowestJoint(left);
    coordinates[2 * joint] = (places[2 * joint]! - frame.x) / frame.radius;
    coordinates[2 * joint + 1] = (places[2 * joint + 1]! - frame.y) / frame.radius;
  }
  return { coordinates, labelled, visible };
}

/**
 * `describePerson` for each of a pose's people, on any skeleton.
 * @throws PoseError UNKNOWN_SKELETON.
 */
export function describePose(pose: Pose): (PoseDescriptor | null)[] {
  const { people } = pose.skeleton === 'coco17' ? pose : convertPose(pose, 'coco17').pose;
  return people.map(describePerson);
}

/** The same shape in a mirror: left joints change places with right ones. */
export function mirrorDescriptor({ coordinates, labelled, visible }: PoseDescriptor): PoseDescriptor {
  const mirrored = new Float32Array(2 * JOINT_COUNT);
  for (const [joint, partner] of PARTNER_OF.entries()) {
    // 0 - x and not -x: no joint at -0.
    mirrored[2 * joint] = 0 - coordinates[2 * partner]!;
    mirrored[2 * joint + 1] = coordinates[2 * partner + 1]!;
  }
  return { coordinates: mirrored, labelled: mirrorBits(labelled), visible: mirrorBits(visible) };
}

/** One bit per joint, with left and right exchanged. */
export function mirrorBits(bits: number): number {
  return PARTNER_OF.reduce((mirrored, partner, joint) => mirrored | (((bits >> partner) & 1) << joint), 0);
}
