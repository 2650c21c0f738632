import { getSkeleton } from '../skeletons/registry.js';
import { type PersonPose, type Pose } from '../types.js';
import { selectJoints } from './joint-groups.js';

/** Names in the skeleton's order, each once; no field where nothing is hidden. */
function withHidden({ hidden: _, ...person }: PersonPose, names: readonly string[]): PersonPose {
  return names.length === 0 ? person : { ...person, hidden: names };
}

function changeHidden(
  pose: Pose,
  joints: readonly string[],
  isHidden: (before: boolean, chosen: boolean) => boolean,
): Pose {
  const skeleton = getSkeleton(pose.skeleton);
  const chosen = selectJoints(skeleton, joints);
  const people = pose.people.map((person) => {
    const names = skeleton.keypointNames.filter((name, joint) =>
      isHidden(person.hidden?.includes(name) ?? false, chosen.includes(joint)),
    );
    return withHidden(person, names);
  });
  return { ...pose, people };
}

/**
 * Hides joints from every renderer without forgetting them: without nose and eyes, a model takes a figure for one seen from
 * behind.
 * @param joints names of joints, landmarks or groups. @throws PoseError INVALID_OPERATION for an unknown one.
 */
export function hideJoints(pose: Pose, joints: readonly string[]): Pose {
  return changeHidden(pose, joints, (before, chosen) => before || chosen);
}

/** Undoes `hideJoints` for these joints. @throws PoseError INVALID_OPERATION. */
export function revealJoints(pose: Pose, joints: readonly string[]): Pose {
  return changeHidden(pose, joints, (before, chosen) => before && !chosen);
}
