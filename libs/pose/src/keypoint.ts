import { type Keypoint } from './types.js';

/** A joint of which nothing is known, in COCO's form. */
export const UNLABELLED: Keypoint = { x: 0, y: 0, visibility: 0 };

/** Whether a joint is known well enough to use: labelled, and where it has a score, strictly above the threshold. */
export function isLabelled(keypoint: Keypoint, scoreThreshold = 0): boolean {
  return keypoint.visibility > 0 && (keypoint.score === undefined || keypoint.score > scoreThreshold);
}
