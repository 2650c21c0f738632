import { SKELETONS } from '../skeletons/registry.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';

/** A list of joints in a file of OpenPose's family: the landmark of each, or null where no skeleton of ours has it. */
export type PartLayout = readonly (string | null)[];

const handOf = (side: string) =>
  SKELETONS.wholebody133.landmarks.filter((name) => name.startsWith(side) && /hand_root|thumb|finger/.test(name));

/** The 21 joints of a hand: OpenPose's order is COCO-WholeBody's. */
export const LEFT_HAND: readonly string[] = handOf('left_');
export const RIGHT_HAND: readonly string[] = handOf('right_');

/** 300-W's 68 points of the face. */
export const FACE: readonly string[] = SKELETONS.wholebody133.landmarks.filter((name) => name.startsWith('face-'));

/** OpenPose adds the pupils, right then left. */
export const FACE_WITH_PUPILS: PartLayout = [...FACE, null, null];

export const FACE_AND_HANDS: ReadonlySet<string> = new Set([...FACE, ...LEFT_HAND, ...RIGHT_HAND]);

/** The smallest skeleton that has these landmarks: a face or a hand takes the whole body. */
export function chooseSkeleton(hasFaceOrHands: boolean, bodies: Iterable<SkeletonDefinition>): SkeletonDefinition {
  if (hasFaceOrHands) return SKELETONS.wholebody133;
  let largest: SkeletonDefinition | undefined;
  for (const body of bodies) if (body.keypointNames.length > (largest?.keypointNames.length ?? 0)) largest = body;
  return largest ?? SKELETONS.openpose18;
}
