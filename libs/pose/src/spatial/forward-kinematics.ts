import { HUMANOID_TREE, type HumanoidBone } from './humanoid.js';
import { getOffset } from './proportions.js';
import { type SpatialPerson } from './types.js';
import { addVectors, IDENTITY, multiplyQuaternions, type Quaternion, rotateVector, type Vec3 } from './vector.js';

/** Where a bone begins and how it is turned against the T-pose, in the world. */
export interface BonePlacement {
  readonly position: Vec3;
  readonly rotation: Quaternion;
}

export type BonePlacements = Readonly<Record<HumanoidBone, BonePlacement>>;

/** Forward kinematics: every bone in the world, metres. */
export function computeBonePlacements(person: SpatialPerson): BonePlacements {
  const placed: Partial<Record<HumanoidBone, BonePlacement>> = {};
  for (const [bone, parentName] of HUMANOID_TREE) {
    const local = person.rotations[bone] ?? IDENTITY;
    const parent = parentName && placed[parentName];
    placed[bone] = parent
      ? {
          position: addVectors(parent.position, rotateVector(parent.rotation, getOffset(person, bone))),
          rotation: multiplyQuaternions(parent.rotation, local),
        }
      : { position: person.hips, rotation: local };
  }
  return placed as BonePlacements;
}
