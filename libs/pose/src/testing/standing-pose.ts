import { convertPose } from '../convert-pose.js';
import { type Keypoint, type Pose, type SkeletonName } from '../types.js';

// prettier-ignore
const STANDING: readonly (readonly [number, number])[] = [
  [50, 12], [53, 10], [47, 10], [56, 12], [44, 12], [60, 25], [40, 25], [66, 40], [34, 40], [70, 54], [30, 50],
  [56, 52], [44, 52], [57, 72], [43, 72], [58, 92], [42, 92],
];

/** A figure of COCO's joints on a canvas of 100 x 100 pixels, the right forearm a little raised; on other skeletons, converted. */
export function createStandingPose(skeleton: SkeletonName = 'coco17'): Pose {
  const keypoints = STANDING.map(([x, y]): Keypoint => ({ x, y, visibility: 2 }));
  const pose: Pose = { skeleton: 'coco17', width: 100, height: 100, people: [{ keypoints }] };
  return convertPose(pose, skeleton).pose;
}
