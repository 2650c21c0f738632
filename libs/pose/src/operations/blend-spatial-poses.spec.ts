import { createRotation } from '../spatial/vector.js';
import { computeAngleBetween } from '../spatial/vector.js';
import { type SpatialPose } from '../spatial/types.js';
import { blendSpatialPoses } from './blend-spatial-poses.js';

const a: SpatialPose = {
  people: [{ hips: [0, 1, 0], rotations: { leftUpperArm: createRotation([0, 0, 1], -80) } }],
  cameras: [{ kind: 'orthographic', name: 'front', position: [0, 1, 3], target: [0, 1, 0], up: [0, 1, 0], height: 2 }],
};
const b: SpatialPose = {
  people: [
    {
      hips: [0.4, 0.6, 0],
      rotations: { leftUpperArm: createRotation([0, 0, 1], 40), head: createRotation([0, 1, 0], 60) },
      proportions: { leftLowerArm: [0.5, 0, 0] },
    },
    { hips: [1, 1, 1], rotations: {} },
  ],
  cameras: [],
};

describe('blendSpatialPoses', () => {
  it('is the one at weight 0, the other at 1, and itself between itself', () => {
    expect(blendSpatialPoses(a, b, 0)).toBe(a);
    expect(blendSpatialPoses(a, b, 1)).toBe(b);
    const [person] = blendSpatialPoses(b, b, 0.3).people;
    for (const [bone, rotation] of Object.entries(b.people[0]!.rotations))
      expect(computeAngleBetween(rotation, person!.rotations[bone as 'head']!)).toBeLessThan(1e-6);
    expect(person!.hips).toEqual(b.people[0]!.hips);
  });

  it('turns bones at constant speed, from rest where one does not name them', () => {
    for (const weight of [0.25, 0.5, 0.75]) {
      const [person] = blendSpatialPoses(a, b, weight).people;
      const { leftUpperArm, head } = person!.rotations;
      expect(computeAngleBetween(leftUpperArm!, createRotation([0, 0, 1], -80 + 120 * weight))).toBeLessThan(1e-6);
      expect(computeAngleBetween(head!, createRotation([0, 1, 0], 60 * weight))).toBeLessThan(1e-6);
    }
  });

  it('mixes hips and proportions, and has the people and cameras of the heavier', () => {
    const [person] = blendSpatialPoses(a, b, 0.25).people;
    [0.1, 0.9, 0].forEach((value, axis) => expect(person!.hips[axis]).toBeCloseTo(value, 12));
    expect(Object.keys(person!.proportions!)).toEqual(['leftLowerArm']);
    expect([0.25, 0.75].map((weight) => blendSpatialPoses(a, b, weight).people.length)).toEqual([1, 2]);
    expect([0.25, 0.75].map((weight) => blendSpatialPoses(a, b, weight).cameras.length)).toEqual([1, 0]);
  });
});
