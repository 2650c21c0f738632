import { type AxisTransform, movePerson } from '../axis-transform.js';
import { assertCanvas } from '../canvas.js';
import { convertPose } from '../convert-pose.js';
import { PoseError } from '../errors.js';
import { type CanvasSize, type PersonPose, type Pose, type SkeletonName } from '../types.js';

export interface PlacedPose {
  readonly pose: Pose;
  /** Where its canvas's left top corner goes, in pixels of the new canvas. Default 0. */
  readonly x?: number;
  readonly y?: number;
  /** Pixels of the new canvas per pixel of its own, above 0. Default 1. */
  readonly scale?: number;
  /** Greater is nearer to the viewer, and drawn later; equal ones in the order of the list. Default 0. */
  readonly z?: number;
}

export interface ComposePosesOptions extends CanvasSize {
  /** Default: the first pose's. */
  readonly skeleton?: SkeletonName;
}

/** Ids are a picture's own, and this is another picture. */
function placePerson({ id: _, ...person }: PersonPose, transform: AxisTransform): PersonPose {
  return movePerson(person, transform).person;
}

/**
 * One canvas with the people of several poses, each scaled and placed, those farther away first, since later people are drawn
 * over earlier ones.
 * @throws PoseError INVALID_CANVAS; INVALID_OPERATION for no pose at all, and for a scale of 0 or less.
 */
export function composePoses(placed: readonly PlacedPose[], { width, height, skeleton }: ComposePosesOptions): Pose {
  assertCanvas({ width, height }, 'a canvas');
  const target = skeleton ?? placed[0]?.pose.skeleton;
  if (target === undefined) throw new PoseError('INVALID_OPERATION', 'Expected a pose to compose, got none.');
  const byDepth = placed.toSorted((a, b) => (a.z ?? 0) - (b.z ?? 0));
  const people = byDepth.flatMap(({ pose, x = 0, y = 0, scale = 1 }) => {
    if (!(scale > 0 && Number.isFinite(scale)))
      throw new PoseError('INVALID_OPERATION', `Expected a scale above 0, got ${scale}.`);
    const transform = { scaleX: scale, scaleY: scale, offsetX: x, offsetY: y };
    return convertPose(pose, target).pose.people.map((person) => placePerson(person, transform));
  });
  return { skeleton: target, width, height, people };
}
