import fc from 'fast-check';
import { SKELETONS } from '../skeletons/registry.js';
import { type Keypoint, type PersonPose, type Pose, type SkeletonName } from '../types.js';

const coordinate = fc.integer({ min: -4096, max: 8192 }).map((quarters) => quarters / 4);

const keypoint: fc.Arbitrary<Keypoint> = fc.oneof(
  fc.constant<Keypoint>({ x: 0, y: 0, visibility: 0 }),
  fc.record({ x: coordinate, y: coordinate, visibility: fc.constantFrom(1 as const, 2 as const) }),
);

function arbitraryPerson(skeleton: SkeletonName): fc.Arbitrary<PersonPose> {
  const length = SKELETONS[skeleton].keypointNames.length;
  return fc.record(
    {
      keypoints: fc.array(keypoint, { minLength: length, maxLength: length }),
      bbox: fc.tuple(coordinate, coordinate, fc.nat(500), fc.nat(500)),
      area: fc.nat(100_000),
      score: fc.integer({ min: 0, max: 64 }).map((n) => n / 64),
      extra: fc.record({ annotator: fc.nat(9), note: fc.string(), nested: fc.constantFrom([], {}, [1.5, null]) }),
    },
    { requiredKeys: ['keypoints'] },
  );
}

/** Poses whose coordinates are quarters of a pixel, so that mirroring and doubling them is exact. */
export function arbitraryPose(skeleton: SkeletonName): fc.Arbitrary<Pose> {
  return fc.record({
    skeleton: fc.constant(skeleton),
    width: fc.integer({ min: 1, max: 2048 }),
    height: fc.integer({ min: 1, max: 2048 }),
    people: fc.array(arbitraryPerson(skeleton), { maxLength: 3 }),
  });
}
