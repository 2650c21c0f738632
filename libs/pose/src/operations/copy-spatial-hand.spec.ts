import { computeBonePlacements } from '../spatial/forward-kinematics.js';
import { getMirroredBone, HUMANOID_BONES, type HumanoidBone } from '../spatial/humanoid.js';
import { type SpatialPose } from '../spatial/types.js';
import { createRotation, invertQuaternion, type Quaternion, rotateVector, subtractVectors } from '../spatial/vector.js';
import { copySpatialHand } from './copy-spatial-hand.js';

/** Every bone turned in its own way. */
const rotations = Object.fromEntries(
  HUMANOID_BONES.map((bone, index): [HumanoidBone, Quaternion] => [
    bone,
    createRotation([Math.sin(index), 0, Math.cos(index)], 7 * (index % 9)),
  ]),
);
const pose: SpatialPose = { people: [{ hips: [0, 1, 0], rotations }], cameras: [] };

/** Where a bone begins as seen from the forearm, with left and right exchanged for the right arm. */
function seenFromForearm({ people: [person] }: SpatialPose, bone: HumanoidBone) {
  const side = bone.startsWith('left') ? 'left' : 'right';
  const placements = computeBonePlacements(person!);
  const forearm = placements[`${side}LowerArm`];
  const offset = subtractVectors(placements[bone].position, forearm.position);
  const [x, y, z] = rotateVector(invertQuaternion(forearm.rotation), offset);
  return [side === 'left' ? x : -x, y, z];
}

describe('copySpatialHand', () => {
  it.each(['left', 'right'] as const)('gives the hand of the other side the place that the %s one has', (from) => {
    const copied = copySpatialHand(pose, from);
    const bones = HUMANOID_BONES.filter((bone) =>
      new RegExp(`^${from}(Hand|Thumb|Index|Middle|Ring|Little)`).test(bone),
    );
    expect(bones).toHaveLength(16);
    for (const bone of bones) {
      const [expected, actual] = [seenFromForearm(pose, bone), seenFromForearm(copied, getMirroredBone(bone))];
      expected.forEach((value, axis) => expect(Math.abs(actual[axis]! - value)).toBeLessThan(1e-9));
    }
    const kept = HUMANOID_BONES.filter((bone) => !bones.includes(getMirroredBone(bone)));
    for (const bone of kept) expect(copied.people[0]!.rotations[bone]).toEqual(rotations[bone]);
  });

  it('puts bones to rest that are at rest in the other hand', () => {
    const flat: SpatialPose = { people: [{ hips: [0, 1, 0], rotations: { rightHand: [1, 0, 0, 0] } }], cameras: [] };
    expect(copySpatialHand(flat, 'left').people[0]!.rotations).toEqual({});
  });
});
