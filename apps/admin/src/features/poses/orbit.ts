import { type Camera, fitOrbitCamera, type Pose, projectSpatialPose, type SpatialPose } from '@contrapposto/pose';

/** From where people in three dimensions are looked at; degrees, as fitOrbitCamera has them. */
export interface Orbit {
  /** -180..180; 0 is before the rest pose, 90 to its left hand. */
  readonly azimuth: number;
  /** -90..90, above the horizon. */
  readonly elevation: number;
}

const DEGREES = 180 / Math.PI;
const DEGREES_PER_PIXEL = 0.5;

/** Where a camera stands around what it looks at, in whole degrees. */
export function readOrbit({ position, target }: Camera): Orbit {
  const [x, y, z] = [0, 1, 2].map((axis) => position[axis]! - target[axis]!) as [number, number, number];
  return {
    azimuth: Math.round(Math.atan2(x, z) * DEGREES),
    elevation: Math.round(Math.atan2(y, Math.hypot(x, z)) * DEGREES),
  };
}

/** The orbit after a drag: the people turn with the pointer, around and around, and never over. */
export function turn({ azimuth, elevation }: Orbit, xPixels: number, yPixels: number): Orbit {
  const around = azimuth - xPixels * DEGREES_PER_PIXEL;
  return {
    azimuth: Math.round(around - 360 * Math.round(around / 360)),
    elevation: Math.round(Math.min(90, Math.max(-90, elevation + yPixels * DEGREES_PER_PIXEL))),
  };
}

/** A pose in three dimensions from another side, on its own canvas; all of the people are on it. */
export function lookFrom(pose: Pose & { readonly spatial: SpatialPose }, orbit: Orbit): Pose {
  const { spatial, width, height, skeleton } = pose;
  const camera = fitOrbitCamera(spatial, { ...orbit, aspect: width / height });
  return projectSpatialPose(spatial, camera, { width, height, skeleton });
}
