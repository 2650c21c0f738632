import { type SkeletonDefinition } from './definition.js';

// prettier-ignore
const colours = [
  '#ff0000', '#ff5500', '#ffaa00', '#ffff00', '#aaff00', '#55ff00', '#00ff00', '#00ff55', '#00ffaa', '#00ffff',
  '#00aaff', '#0055ff', '#0000ff', '#5500ff', '#aa00ff', '#ff00ff', '#ff00aa', '#ff0055',
];

const keypointNames = [
  'nose',
  'neck',
  'right_shoulder',
  'right_elbow',
  'right_wrist',
  'left_shoulder',
  'left_elbow',
  'left_wrist',
  'right_hip',
  'right_knee',
  'right_ankle',
  'left_hip',
  'left_knee',
  'left_ankle',
  'right_eye',
  'left_eye',
  'right_ear',
  'left_ear',
];

/**
 * OpenPose's COCO model, as ControlNet draws it: 18 joints, of which the neck is no COCO joint, and 17 limbs that share
 * the colour of the joint with the same number.
 *
 * The sigmas are COCO's. COCO gives none for the neck; it is the middle of the shoulders, so it takes their 0.079.
 */
export const openpose18: SkeletonDefinition = {
  name: 'openpose18',
  version: 1,
  keypointNames,
  landmarks: keypointNames,
  // prettier-ignore
  limbs: [
    [1, 2], [1, 5], [2, 3], [3, 4], [5, 6], [6, 7], [1, 8], [8, 9], [9, 10], [1, 11], [11, 12], [12, 13], [1, 0],
    [0, 14], [14, 16], [0, 15], [15, 17],
  ],
  // prettier-ignore
  flipPairs: [[5, 2], [6, 3], [7, 4], [11, 8], [12, 9], [13, 10], [15, 14], [17, 16]],
  // prettier-ignore
  oksSigmas: [
    0.026, 0.079, 0.079, 0.072, 0.062, 0.079, 0.072, 0.062, 0.107, 0.087, 0.089, 0.107, 0.087, 0.089, 0.025, 0.025,
    0.035, 0.035,
  ],
  palette: { limbs: colours.slice(0, 17), keypoints: colours },
};
