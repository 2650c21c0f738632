import { movePerson } from '../axis-transform.js';
import { UNLABELLED } from '../keypoint.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { getSkeleton } from '../skeletons/registry.js';
import { mirrorSpatialPose } from '../spatial/mirror-spatial-pose.js';
import { type PersonPose, type Pose } from '../types.js';
import { mirrorSidedFields } from './mirror-sided-fields.js';

function pairJoints({ keypointNames, flipPairs }: SkeletonDefinition): number[] {
  const partnerOf = keypointNames.map((_, index) => index);
  for (const [left, right] of flipPairs) [partnerOf[left], partnerOf[right]] = [right, left];
  return partnerOf;
}

function swapSides(person: PersonPose, partnerOf: readonly number[], names: readonly string[]): PersonPose {
  const swapName = (name: string) => names[partnerOf[names.indexOf(name)] ?? -1] ?? name;
  return {
    ...person,
    keypoints: partnerOf.map((partner) => person.keypoints[partner] ?? UNLABELLED),
    ...(person.hidden && { hidden: person.hidden.map(swapName) }),
    ...(person.extra && { extra: mirrorSidedFields(person.extra) }),
  };
}

/**
 * The pose in a mirror: x becomes width - 1 - x, and left joints change places with right ones, so that a left hand stays
 * a left hand; people in three dimensions and their cameras go along. Doing it twice gives the first pose again (to rounding).
 * Run-length masks cannot be mirrored and are left out.
 */
export function mirrorPose(pose: Pose): Pose {
  const skeleton = getSkeleton(pose.skeleton);
  const partnerOf = pairJoints(skeleton);
  const transform = { scaleX: -1, scaleY: 1, offsetX: pose.width - 1, offsetY: 0 };
  const people = pose.people.map((person) =>
    swapSides(movePerson(person, transform).person, partnerOf, skeleton.keypointNames),
  );
  return { ...pose, people, ...(pose.spatial && { spatial: mirrorSpatialPose(pose.spatial) }) };
}
