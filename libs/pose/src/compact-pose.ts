import { isSkeletonName } from './skeletons/registry.js';
import { type SpatialPose } from './spatial/types.js';
import { type Keypoint, type PersonPose, type Pose, type Visibility } from './types.js';

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

/** The pose that was written so; null for a skeleton that this build does not know. Judges nothing: for what has been judged already. */
export function expandPose({ skeleton, width, height, people, spatial }: CompactPose): Pose | null {
  if (!isSkeletonName(skeleton)) return null;
  const toPerson = ({ keypoints, score, hidden }: CompactPerson): PersonPose => ({
    keypoints: [...toKeypoints(keypoints)],
    ...(score !== undefined && { score }),
    ...(hidden !== undefined && { hidden }),
  });
  return { skeleton, width, height, people: people.map(toPerson), ...(spatial !== undefined && { spatial }) };
}

function* toKeypoints(values: readonly number[]): Generator<Keypoint> {
  for (let at = 0; at + 2 < values.length; at += 3)
    yield { x: values[at]!, y: values[at + 1]!, visibility: values[at + 2] as Visibility };
}
