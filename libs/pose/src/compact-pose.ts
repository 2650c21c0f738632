import { type SpatialPose } from './spatial/types.js';
import { type Pose } from './types.js';

/** x, y and visibility of each joint in the skeleton's order, in pixels of the canvas. */
export interface CompactPerson {
  readonly keypoints: readonly number[];
  readonly score?: number;
  /** Names of joints that are not to be drawn. */
  readonly hidden?: readonly string[];
}

/** A pose as programs send it to each other: lists of numbers in place of an object per joint. Ids and extra fields stay behind. */
export interface CompactPose {
  readonly skeleton: string;
  readonly width: number;
  readonly height: number;
  readonly people: readonly CompactPerson[];
  readonly spatial?: SpatialPose;
}

export function compactPose({ skeleton, width, height, people, spatial }: Pose): CompactPose {
  return {
    skeleton,
    width,
    height,
    people: people.map(({ keypoints, score, hidden }) => ({
      keypoints: keypoints.flatMap(({ x, y, visibility }) => [x, y, visibility]),
      ...(score !== undefined && { score }),
      ...(hidden !== undefined && { hidden }),
    })),
    ...(spatial !== undefined && { spatial }),
  };
}
