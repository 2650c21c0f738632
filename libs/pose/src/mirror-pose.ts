import { movePerson } from './axis-transform.js';
import { UNLABELLED } from './keypoint.js';
import { getSkeleton } from './skeletons/registry.js';
import { type Keypoint, type Pose } from './types.js';

function swapSides(keypoints: readonly Keypoint[], partnerOf: readonly number[]): Keypoint[] {
  return partnerOf.map((partner) => keypoints[partner] ?? UNLABELLED);
}

/**
 * The pose in a mirror: x becomes width - 1 - x, and left joints change places with right ones, so that a left hand stays
 * a left hand. Doing it twice gives the first pose again (to rounding). Run-length masks cannot be mirrored and are left out.
 */
export function mirrorPose(pose: Pose): Pose {
  const { keypointNames, flipPairs } = getSkeleton(pose.skeleton);
  const partnerOf = keypointNames.map((_, index) => index);
  for (const [left, right] of flipPairs) [partnerOf[left], partnerOf[right]] = [right, left];

  const transform = { scaleX: -1, scaleY: 1, offsetX: pose.width - 1, offsetY: 0 };
  const people = pose.people.map((original) => {
    const { person } = movePerson(original, transform);
    return { ...person, keypoints: swapSides(person.keypoints, partnerOf) };
  });
  return { ...pose, people };
}
