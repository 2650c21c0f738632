import {
  isSkeletonName,
  type Keypoint,
  type PersonPose,
  type Pose,
  type SpatialPose,
  type Visibility,
} from '@contrapposto/pose';
import { type Scalars } from '../generated/graphql.js';

/** A pose as the API writes it: per person x, y, visibility of each joint in turn. */
export type PoseData = Scalars['PoseData']['output'];

function* toKeypoints(values: readonly number[]): Generator<Keypoint> {
  for (let at = 0; at + 2 < values.length; at += 3)
    yield { x: values[at]!, y: values[at + 1]!, visibility: values[at + 2] as Visibility };
}

/** The pose that libs/pose draws and edits; null for a skeleton that this build does not know. */
export function toPose({ skeleton, width, height, people, spatial }: PoseData): Pose | null {
  if (!isSkeletonName(skeleton)) return null;
  const toPerson = ({ keypoints, score, hidden }: PoseData['people'][number]): PersonPose => ({
    keypoints: [...toKeypoints(keypoints)],
    ...(score !== undefined && { score }),
    ...(hidden !== undefined && { hidden }),
  });
  const flat = { skeleton, width, height, people: people.map(toPerson) };
  // The API has judged it when it took it in.
  return spatial === undefined ? flat : { ...flat, spatial: spatial as SpatialPose };
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
