import { convertPose, type PersonPose, type Pose, type SkeletonName } from '@contrapposto/pose';
import { cropPerson } from './people.js';

/** One picture, as the pose metrics see it. */
export interface PoseSample {
  /** Of the picture; unique among the samples of a measurement. */
  readonly id: string;
  readonly scene?: string;
  /** Whom it should show, crowds among them; pixels of the picture. */
  readonly people: readonly PersonPose[];
  /** Whom an estimator found in it, with scores, of the same skeleton. One without a score comes last. */
  readonly found: readonly PersonPose[];
}

/** What a pose estimator finds, unless it says otherwise. */
export const FOUND_SKELETON: SkeletonName = 'coco17';

/**
 * The people of a pose that a picture of it can show, crowds among them, as joints of the skeleton in which people are found. What lies off the
 * canvas is unlabelled.
 *
 * @throws PoseError UNKNOWN_SKELETON
 */
export function listVisiblePeople(pose: Pose, skeleton: SkeletonName = FOUND_SKELETON): PersonPose[] {
  return convertPose(pose, skeleton).pose.people.map((person) => cropPerson(person, pose));
}
