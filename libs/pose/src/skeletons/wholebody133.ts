import { coco17 } from './coco17.js';
import { type Limb, type SkeletonDefinition } from './definition.js';
import { pairBySide } from './sides.js';
import { createSidePalette } from './side-palette.js';

const FINGERS = ['thumb', 'forefinger', 'middle_finger', 'ring_finger', 'pinky_finger'];
const FACE_POINTS = 68;

const feet = ['left', 'right'].flatMap((side) => ['big_toe', 'small_toe', 'heel'].map((part) => `${side}_${part}`));
const face = Array.from({ length: FACE_POINTS }, (_, point) => `face-${point}`);
const handOf = (side: string) => [
  `${side}_hand_root`,
  ...FINGERS.flatMap((finger) => [1, 2, 3, 4].map((joint) => `${side}_${finger}${joint}`)),
];
const keypointNames = [...coco17.keypointNames, ...feet, ...face, ...handOf('left'), ...handOf('right')];

const limbBetween = (from: string, to: string): Limb => [keypointNames.indexOf(from), keypointNames.indexOf(to)];

/** From the hand's own root, which stands beside the wrist and is joined to nothing else. */
const fingersOf = (side: string) =>
  FINGERS.flatMap((finger) => [
    limbBetween(`${side}_hand_root`, `${side}_${finger}1`),
    ...[1, 2, 3].map((joint) => limbBetween(`${side}_${finger}${joint}`, `${side}_${finger}${joint + 1}`)),
  ]);

// prettier-ignore
const limbs: readonly Limb[] = [
  [15, 13], [13, 11], [16, 14], [14, 12], [11, 12], [5, 11], [6, 12], [5, 6], [5, 7], [6, 8], [7, 9], [8, 10],
  [1, 2], [0, 1], [0, 2], [1, 3], [2, 4], [3, 5], [4, 6], [15, 17], [15, 18], [15, 19], [16, 20], [16, 21], [16, 22],
  ...fingersOf('left'), ...fingersOf('right'),
];

/**
 * 300-W's face, whose points are numbered over the picture from its left to its right, so that the person's left comes
 * second: contour, brows, nose, eyes, outer lips, inner lips.
 */
// prettier-ignore
const facePairs: readonly Limb[] = [
  [16, 0], [15, 1], [14, 2], [13, 3], [12, 4], [11, 5], [10, 6], [9, 7], [26, 17], [25, 18], [24, 19], [23, 20],
  [22, 21], [35, 31], [34, 32], [45, 36], [44, 37], [43, 38], [42, 39], [47, 40], [46, 41], [54, 48], [53, 49],
  [52, 50], [55, 59], [56, 58], [64, 60], [63, 61], [65, 67],
];

// prettier-ignore
const footSigmas = [0.068, 0.066, 0.066, 0.092, 0.094, 0.094];

// prettier-ignore
const faceSigmas = [
  0.042, 0.043, 0.044, 0.043, 0.04, 0.035, 0.031, 0.025, 0.02, 0.023, 0.029, 0.032, 0.037, 0.038, 0.043, 0.041, 0.045,
  0.013, 0.012, 0.011, 0.011, 0.012, 0.012, 0.011, 0.011, 0.013, 0.015, 0.009, 0.007, 0.007, 0.007, 0.012, 0.009,
  0.008, 0.016, 0.01, 0.017, 0.011, 0.009, 0.011, 0.009, 0.007, 0.013, 0.008, 0.011, 0.012, 0.01, 0.034, 0.008, 0.008,
  0.009, 0.008, 0.008, 0.007, 0.01, 0.008, 0.009, 0.009, 0.009, 0.007, 0.007, 0.008, 0.011, 0.008, 0.008, 0.008, 0.01,
  0.008,
];

// prettier-ignore
const handSigmas = [
  0.029, 0.022, 0.035, 0.037, 0.047, 0.026, 0.025, 0.024, 0.035, 0.018, 0.024, 0.022, 0.026, 0.017, 0.021, 0.021,
  0.032, 0.02, 0.019, 0.022, 0.031,
];

/**
 * COCO-WholeBody's person: COCO's 17 joints, 6 of the feet, 68 of the face (300-W's), 21 of each hand. Names, order, limbs and
 * sigmas are mmpose's, the sigmas those of the data set's own evaluation.
 */
export const wholebody133: SkeletonDefinition = {
  name: 'wholebody133',
  version: 1,
  keypointNames,
  landmarks: keypointNames,
  limbs,
  flipPairs: [
    ...pairBySide(keypointNames),
    ...facePairs.map(([left, right]) => limbBetween(`face-${left}`, `face-${right}`)),
  ],
  oksSigmas: [...coco17.oksSigmas, ...footSigmas, ...faceSigmas, ...handSigmas, ...handSigmas],
  palette: createSidePalette(keypointNames, limbs),
};
