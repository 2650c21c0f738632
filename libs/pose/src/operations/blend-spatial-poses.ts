import { HUMANOID_BONES, type HumanoidBone } from '../spatial/humanoid.js';
import { getOffset } from '../spatial/proportions.js';
import { type SpatialPerson, type SpatialPose } from '../spatial/types.js';
import { IDENTITY, interpolateRotations, mixVectors } from '../spatial/vector.js';

function byBone<T>(
  bones: readonly HumanoidBone[],
  create: (bone: HumanoidBone) => T,
): Partial<Record<HumanoidBone, T>> {
  return Object.fromEntries(bones.map((bone) => [bone, create(bone)]));
}

function blendProportions(a: SpatialPerson, b: SpatialPerson, weight: number): Pick<SpatialPerson, 'proportions'> {
  const bones = HUMANOID_BONES.filter((bone) => a.proportions?.[bone] ?? b.proportions?.[bone]);
  if (bones.length === 0) return {};
  return { proportions: byBone(bones, (bone) => mixVectors(getOffset(a, bone), getOffset(b, bone), weight)) };
}

function blendPeople(a: SpatialPerson, b: SpatialPerson, weight: number): SpatialPerson {
  const bones = HUMANOID_BONES.filter((bone) => a.rotations[bone] ?? b.rotations[bone]);
  const rotationOf = ({ rotations }: SpatialPerson, bone: HumanoidBone) => rotations[bone] ?? IDENTITY;
  return {
    hips: mixVectors(a.hips, b.hips, weight),
    rotations: byBone(bones, (bone) => interpolateRotations(rotationOf(a, bone), rotationOf(b, bone), weight)),
    ...blendProportions(a, b, weight),
  };
}

/**
 * People between two poses in three dimensions: `a` at weight 0, `b` at 1. Each bone turns along the shorter arc at constant
 * speed (slerp), hips and proportions go in a straight line; a bone that one does not name is at rest there. People are paired by
 * their order; those that only one has, and the cameras, are the heavier's.
 */
export function blendSpatialPoses(a: SpatialPose, b: SpatialPose, weight: number): SpatialPose {
  if (weight === 0 || weight === 1) return weight === 0 ? a : b;
  const heavier = weight > 0.5 ? b : a;
  const people = heavier.people.map((person, index) => {
    const [from, to] = [a.people[index], b.people[index]];
    return from && to ? blendPeople(from, to, weight) : person;
  });
  return { people, cameras: heavier.cameras };
}
