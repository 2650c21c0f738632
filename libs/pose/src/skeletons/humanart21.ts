import { coco17 } from './coco17.js';
import { type Limb, type SkeletonDefinition } from './definition.js';
import { createSidePalette } from './side-palette.js';

const keypointNames = [...coco17.keypointNames, 'left_finger', 'right_finger', 'left_toe', 'right_toe'];

// prettier-ignore
const limbs: readonly Limb[] = [
  [19, 15], [15, 13], [13, 11], [20, 16], [16, 14], [14, 12], [11, 12], [5, 11], [6, 12], [5, 6], [5, 7], [6, 8],
  [9, 17], [7, 9], [10, 18], [8, 10], [1, 2], [0, 1], [0, 2], [1, 3], [2, 4], [3, 5], [4, 6],
];

/** Human-Art's person: COCO's 17 joints, then a finger and a toe on each side. */
export const humanart21: SkeletonDefinition = {
  name: 'humanart21',
  version: 1,
  keypointNames,
  landmarks: [...coco17.landmarks, 'left_middle_finger4', 'right_middle_finger4', 'left_toe_end', 'right_toe_end'],
  limbs,
  flipPairs: [...coco17.flipPairs, [17, 18], [19, 20]],
  oksSigmas: [...coco17.oksSigmas, 0.089, 0.089, 0.089, 0.089],
  palette: createSidePalette(keypointNames, limbs),
};
