import { type Limb, type SkeletonDefinition } from './definition.js';
import { computeLandmarkSigmas } from './landmark-sigmas.js';
import { pairBySide } from './sides.js';
import { createSidePalette } from './side-palette.js';

const keypointNames = [
  'nose',
  'left_eye_inner',
  'left_eye',
  'left_eye_outer',
  'right_eye_inner',
  'right_eye',
  'right_eye_outer',
  'left_ear',
  'right_ear',
  'mouth_left',
  'mouth_right',
  ...['shoulder', 'elbow', 'wrist', 'pinky', 'index', 'thumb', 'hip', 'knee', 'ankle', 'heel', 'foot_index'].flatMap(
    (part) => [`left_${part}`, `right_${part}`],
  ),
];

/** Corners of eyes and mouth as 300-W counts them; the first knuckles of two fingers, the second of the thumb. */
const LANDMARKS: Readonly<Record<string, string>> = {
  left_eye_inner: 'face-42',
  left_eye_outer: 'face-45',
  right_eye_inner: 'face-39',
  right_eye_outer: 'face-36',
  mouth_left: 'face-54',
  mouth_right: 'face-48',
  left_pinky: 'left_pinky_finger1',
  right_pinky: 'right_pinky_finger1',
  left_index: 'left_forefinger1',
  right_index: 'right_forefinger1',
  left_thumb: 'left_thumb2',
  right_thumb: 'right_thumb2',
  left_foot_index: 'left_toe_end',
  right_foot_index: 'right_toe_end',
};
const landmarks = keypointNames.map((name) => LANDMARKS[name] ?? name);

// prettier-ignore
const limbs: readonly Limb[] = [
  [0, 1], [1, 2], [2, 3], [3, 7], [0, 4], [4, 5], [5, 6], [6, 8], [9, 10], [11, 12], [11, 13], [13, 15], [15, 17],
  [15, 19], [15, 21], [17, 19], [12, 14], [14, 16], [16, 18], [16, 20], [16, 22], [18, 20], [11, 23], [12, 24],
  [23, 24], [23, 25], [24, 26], [25, 27], [26, 28], [27, 29], [28, 30], [29, 31], [30, 32], [27, 31], [28, 32],
];

/** MediaPipe's pose landmarker (BlazePose): 33 joints and the connections that it draws. It publishes no OKS sigmas. */
export const mediapipe33: SkeletonDefinition = {
  name: 'mediapipe33',
  version: 1,
  keypointNames,
  landmarks,
  limbs,
  flipPairs: pairBySide(keypointNames),
  oksSigmas: computeLandmarkSigmas(landmarks),
  palette: createSidePalette(keypointNames, limbs),
};
