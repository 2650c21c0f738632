import { type HumanoidBone } from './humanoid.js';
import { type Quaternion, type Vec3 } from './vector.js';

/**
 * The vocabulary of three dimensions.
 *
 * - Right-handed, y up, metres. Somebody at rest stands in a T-pose on y = 0, facing +z, with the left hand at +x.
 * - A rotation belongs to a bone, relative to its parent, and relative to the T-pose, in which every bone's axes are the
 *   world's (VRM 1.0's normalized rig): the identity everywhere is the T-pose.
 */
export interface SpatialPerson {
  /** Where the hips are, world. */
  readonly hips: Vec3;
  /** Unit quaternions; a bone without one is at rest. */
  readonly rotations: Partial<Readonly<Record<HumanoidBone, Quaternion>>>;
  /** What differs from `DEFAULT_PROPORTIONS`. */
  readonly proportions?: Partial<Proportions>;
}

/** Where each bone begins in the T-pose, seen from its parent's beginning; the hips seen from the ground between the feet. */
export type Proportions = Readonly<Record<HumanoidBone, Vec3>>;

interface CameraPlace {
  readonly name: string;
  readonly position: Vec3;
  /** What lies in the middle of the picture. */
  readonly target: Vec3;
  /** What points up in the picture, as far as the direction of view allows. */
  readonly up: Vec3;
}

export interface PerspectiveCamera extends CameraPlace {
  readonly kind: 'perspective';
  /** Degrees, in 0..180. */
  readonly verticalFieldOfView: number;
}

export interface OrthographicCamera extends CameraPlace {
  readonly kind: 'orthographic';
  /** Metres from the bottom of the picture to its top. */
  readonly height: number;
}

export type Camera = PerspectiveCamera | OrthographicCamera;

/** People in three dimensions, and the places from which they are worth seeing. */
export interface SpatialPose {
  readonly people: readonly SpatialPerson[];
  readonly cameras: readonly Camera[];
}

/** One person in motion. */
export interface SpatialClip {
  readonly name?: string;
  /** At least one, in the order of time. */
  readonly frames: readonly SpatialFrame[];
}

export interface SpatialFrame {
  /** Seconds from the clip's beginning. */
  readonly time: number;
  readonly person: SpatialPerson;
}
