import { type Limb, type SkeletonDefinition } from './definition.js';
import { computeLandmarkSigmas } from './landmark-sigmas.js';
import { pairBySide } from './sides.js';
import { createSidePalette } from './side-palette.js';

const keypointNames = [
  'nose',
  'neck',
  'right_shoulder',
  'right_elbow',
  'right_wrist',
  'left_shoulder',
  'left_elbow',
  'left_wrist',
  'mid_hip',
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
  'left_big_toe',
  'left_small_toe',
  'left_heel',
  'right_big_toe',
  'right_small_toe',
  'right_heel',
];

// prettier-ignore
const limbs: readonly Limb[] = [
  [1, 8], [1, 2], [1, 5], [2, 3], [3, 4], [5, 6], [6, 7], [8, 9], [9, 10], [10, 11], [8, 12], [12, 13], [13, 14],
  [1, 0], [0, 15], [15, 17], [0, 16], [16, 18], [14, 19], [19, 20], [14, 21], [11, 22], [22, 23], [11, 24],
];

/** OpenPose's default model BODY_25, with the limbs that it draws. Its background channel is no joint. */
export const body25: SkeletonDefinition = {
  name: 'body25',
  version: 1,
  keypointNames,
  landmarks: keypointNames,
  limbs,
  flipPairs: pairBySide(keypointNames),
  oksSigmas: computeLandmarkSigmas(keypointNames),
  palette: createSidePalette(keypointNames, limbs),
};
