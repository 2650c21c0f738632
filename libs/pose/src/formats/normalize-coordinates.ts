import { type CanvasSize, type Keypoint, type PersonPose, type Pose } from '../types.js';
import { type ConversionLossLog } from './conversion-report.js';

/** A number as a share of a side; a rounding error that multiplying will not undo goes to the log. */
export function toShare(value: number, side: number, what: string, log: ConversionLossLog): number {
  const share = value / side;
  reportError(value, share * side, what, log);
  return share;
}

/** The difference between a number and what will be read again, in pixels. */
export function reportError(value: number, readAgain: number, what: string, log: ConversionLossLog): void {
  if (Object.is(value, readAgain)) return;
  const bound = Math.abs(value - readAgain);
  log.add({ kind: 'PRECISION', what, bound, unit: 'px', reason: 'coordinates are shares of the canvas' });
}

function toShares(keypoint: Keypoint, { width, height }: CanvasSize, log: ConversionLossLog): Keypoint {
  if (keypoint.visibility === 0) return keypoint;
  const what = 'people[].keypoints[]';
  return { ...keypoint, x: toShare(keypoint.x, width, what, log), y: toShare(keypoint.y, height, what, log) };
}

/** Joints as shares of the canvas; a pixel's number divided by the side, without half pixels. */
export function normalizePeople(pose: Pose, log: ConversionLossLog): PersonPose[] {
  return pose.people.map((person) => ({
    ...person,
    keypoints: person.keypoints.map((keypoint) => toShares(keypoint, pose, log)),
  }));
}
