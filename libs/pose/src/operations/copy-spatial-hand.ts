import { HUMANOID_BONES, type HumanoidBone } from '../spatial/humanoid.js';
import { mirrorSpatialPerson } from '../spatial/mirror-spatial-pose.js';
import { type SpatialPerson, type SpatialPose } from '../spatial/types.js';
import { type HandSide } from './copy-hand.js';

const HAND_BONE = /^(left|right)(Hand|(Thumb|Index|Middle|Ring|Little)\w+)$/;

const listHandBones = (side: HandSide) => HUMANOID_BONES.filter((bone) => HAND_BONE.exec(bone)?.[1] === side);

function copyPersonsHand(person: SpatialPerson, to: readonly HumanoidBone[]): SpatialPerson {
  const mirrored = mirrorSpatialPerson(person).rotations;
  const others = Object.entries(person.rotations).filter(([bone]) => !to.includes(bone as HumanoidBone));
  const copied = to.flatMap((bone) => (mirrored[bone] ? [[bone, mirrored[bone]] as const] : []));
  return { ...person, rotations: Object.fromEntries([...others, ...copied]) };
}

/**
 * Gives everybody's other hand the pose of the one named, in three dimensions: its bend at the wrist and that of every finger,
 * mirrored. Bones at rest in the one are at rest in the other.
 */
export function copySpatialHand({ people, cameras }: SpatialPose, from: HandSide): SpatialPose {
  const to = listHandBones(from === 'left' ? 'right' : 'left');
  return { people: people.map((person) => copyPersonsHand(person, to)), cameras };
}
