import { UNLABELLED } from './keypoint.js';
import { getSkeleton } from './skeletons/registry.js';
import { type PersonPose, type Pose } from './types.js';

function removeFrom(person: PersonPose, keypointNames: readonly string[]): PersonPose {
  if (!person.hidden) return person;
  const { hidden, ...rest } = person;
  const keypoints = person.keypoints.map((joint, index) =>
    hidden.includes(keypointNames[index]!) ? UNLABELLED : joint,
  );
  return { ...rest, keypoints };
}

/** The pose as it is to be seen: joints that are hidden by intent are not known in it any more. */
export function removeHidden(pose: Pose): Pose {
  if (!pose.people.some(({ hidden }) => hidden)) return pose;
  const { keypointNames } = getSkeleton(pose.skeleton);
  return { ...pose, people: pose.people.map((person) => removeFrom(person, keypointNames)) };
}
