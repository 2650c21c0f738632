import { getMirroredBone, type HumanoidBone } from './humanoid.js';
import { type Camera, type SpatialPerson, type SpatialPose } from './types.js';
import { type Quaternion, type Vec3 } from './vector.js';

const mirrorVector = ([x, y, z]: Vec3): Vec3 => [-x, y, z];
/** A turn seen in a mirror across x = 0 goes on about the mirrored axis, the other way round. */
const mirrorRotation = ([x, y, z, w]: Quaternion): Quaternion => [x, -y, -z, w];

function mirrorBones<T>(bones: Partial<Readonly<Record<HumanoidBone, T>>>, mirror: (value: T) => T) {
  const entries = Object.entries(bones) as [HumanoidBone, T][];
  return Object.fromEntries(entries.map(([bone, value]) => [getMirroredBone(bone), mirror(value)]));
}

export function mirrorSpatialPerson({ hips, rotations, proportions }: SpatialPerson): SpatialPerson {
  return {
    hips: mirrorVector(hips),
    rotations: mirrorBones(rotations, mirrorRotation),
    ...(proportions && { proportions: mirrorBones(proportions, mirrorVector) }),
  };
}

function mirrorCamera(camera: Camera): Camera {
  const { position, target, up } = camera;
  return { ...camera, position: mirrorVector(position), target: mirrorVector(target), up: mirrorVector(up) };
}

/**
 * People and cameras in a mirror across x = 0, left bones in place of right ones: a mirrored camera sees the mirrored
 * picture. Doing it twice gives the first exactly.
 */
export function mirrorSpatialPose({ people, cameras }: SpatialPose): SpatialPose {
  return { people: people.map(mirrorSpatialPerson), cameras: cameras.map(mirrorCamera) };
}
