import { type CompactPose, expandPose, type Keypoint, type Pose } from '@contrapposto/pose';
import { type Scalars } from '../generated/graphql.js';

/** A pose as the API writes it: per person x, y, visibility of each joint in turn. */
export type PoseData = Scalars['PoseData']['output'];

/** The pose that libs/pose draws and edits; null for a skeleton that this build does not know. The API has judged it when it took it in. */
export function toPose(data: PoseData): Pose | null {
  return expandPose(data as CompactPose);
}

/** Room around the people of a cropped pose, as a share of their larger side. */
const MARGIN = 0.14;

/** The pose on the smallest square that holds its people with some room around; unchanged where nobody has a joint. */
export function cropToPeople(pose: Pose): Pose {
  const joints = pose.people.flatMap(({ keypoints }) => keypoints.filter(({ visibility }) => visibility > 0));
  if (joints.length === 0) return pose;
  const [xs, ys] = [joints.map(({ x }) => x), joints.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const side = Math.max(right - left, bottom - top, 1) * (1 + 2 * MARGIN);
  const [x0, y0] = [(left + right - side) / 2, (top + bottom - side) / 2];
  const move = (joint: Keypoint): Keypoint =>
    joint.visibility === 0 ? joint : { ...joint, x: joint.x - x0, y: joint.y - y0 };
  const people = pose.people.map((person) => ({ ...person, keypoints: person.keypoints.map(move) }));
  return { ...pose, width: side, height: side, people };
}
