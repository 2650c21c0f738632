import fc from 'fast-check';
import { HUMANOID_BONES, type HumanoidBone } from '../spatial/humanoid.js';
import { DEFAULT_PROPORTIONS } from '../spatial/proportions.js';
import { type SpatialPerson, type SpatialPose } from '../spatial/types.js';
import { normalizeQuaternion, type Quaternion, type Vec3 } from '../spatial/vector.js';

const noMinusZero = (value: number) => value + 0;
const part = fc.double({ min: -1, max: 1, noNaN: true });

export const arbitraryRotation: fc.Arbitrary<Quaternion> = fc
  .tuple(part, part, part, part)
  .map((parts) => normalizeQuaternion(parts).map(noMinusZero) as unknown as Quaternion);

const metres = fc.double({ min: -3, max: 3, noNaN: true }).map(noMinusZero);
const arbitraryPlace: fc.Arbitrary<Vec3> = fc.tuple(metres, metres, metres);

/** Somebody contorted, at most a few metres from the origin, of default proportions or half of them longer. */
export const arbitrarySpatialPerson: fc.Arbitrary<SpatialPerson> = fc
  .record({
    hips: arbitraryPlace,
    rotations: fc.dictionary(fc.constantFrom(...HUMANOID_BONES), arbitraryRotation, {
      maxKeys: 30,
      noNullPrototype: true,
    }),
    stretch: fc.option(fc.double({ min: 0.5, max: 2, noNaN: true })),
  })
  .map(({ hips, rotations, stretch }) => {
    if (stretch === null) return { hips, rotations };
    const longer = (bone: HumanoidBone) => DEFAULT_PROPORTIONS[bone].map((value) => value * stretch) as unknown as Vec3;
    const proportions = { leftLowerLeg: longer('leftLowerLeg'), rightLowerLeg: longer('rightLowerLeg') };
    return { hips, rotations, proportions };
  });

export const arbitrarySpatialPose: fc.Arbitrary<SpatialPose> = fc
  .array(arbitrarySpatialPerson, { minLength: 1, maxLength: 2 })
  .map((people) => ({ people, cameras: [] }));
