import type { BoundingBox, Keypoint, PersonPose } from '@contrapposto/pose';
import type { FittedPicture } from './fit-picture.js';

/** A joint in pixels of the network's input. */
export interface DecodedJoint {
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

export interface DecodedPerson {
  readonly joints: readonly DecodedJoint[];
  readonly score: number;
  /** [x, y, width, height] in pixels of the network's input. */
  readonly box?: BoundingBox;
}

export interface PersonThresholds {
  readonly scoreThreshold: number;
  readonly keypointScoreThreshold: number;
}

type WayBack = Pick<FittedPicture, 'scaleX' | 'scaleY' | 'offsetX' | 'offsetY'>;

/** People in the picture's pixels, best first; those and the joints below the thresholds are left out and unlabelled. */
export function toPeople(
  decoded: readonly DecodedPerson[],
  way: WayBack,
  { scoreThreshold, keypointScoreThreshold }: PersonThresholds,
): PersonPose[] {
  return decoded
    .filter(({ score }) => score >= scoreThreshold)
    .sort((a, b) => b.score - a.score)
    .map(({ joints, score, box }) => ({
      keypoints: joints.map((joint) => toKeypoint(joint, way, keypointScoreThreshold)),
      score,
      ...(box && { bbox: toPictureBox(box, way) }),
    }));
}

function toKeypoint({ x, y, score }: DecodedJoint, way: WayBack, threshold: number): Keypoint {
  if (!(score >= threshold) || score <= 0) return { x: 0, y: 0, visibility: 0, score };
  return { x: way.scaleX * x + way.offsetX, y: way.scaleY * y + way.offsetY, visibility: 2, score };
}

function toPictureBox([x, y, width, height]: BoundingBox, way: WayBack): BoundingBox {
  return [way.scaleX * x + way.offsetX, way.scaleY * y + way.offsetY, way.scaleX * width, way.scaleY * height];
}
