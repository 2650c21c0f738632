import fc from 'fast-check';
import { SKELETONS } from '../skeletons/registry.js';
import { arbitraryPose } from '../testing/arbitrary-pose.js';
import { expectClose } from '../testing/expect-close.js';
import { createStandingPose } from '../testing/standing-pose.js';
import { type Pose, type SkeletonName } from '../types.js';
import { rerootPose } from './reroot-pose.js';
import { retargetPose, scaleLimbs } from './retarget-pose.js';

const standing = createStandingPose();
const jointsOf = (pose: Pose) => pose.people[0]!.keypoints;
const bone = (pose: Pose, [from, to]: readonly [number, number]) => {
  const [a, b] = [jointsOf(pose)[from]!, jointsOf(pose)[to]!];
  return { length: Math.hypot(b.x - a.x, b.y - a.y), angle: Math.atan2(b.y - a.y, b.x - a.x) };
};
/** Bones whose two ends are joints of COCO. */
const BONES = [
  [5, 7],
  [7, 9],
  [6, 8],
  [8, 10],
  [11, 13],
  [13, 15],
  [12, 14],
  [14, 16],
  [0, 1],
  [1, 3],
] as const;

describe('retargetPose', () => {
  const skeletons = fc.constantFrom(...(Object.keys(SKELETONS) as SkeletonName[]));

  it('onto its own body changes nothing', () => {
    fc.assert(
      fc.property(
        skeletons.chain(arbitraryPose),
        fc.constantFrom('proportions' as const, 'lengths' as const),
        (pose, keep) => expectClose(retargetPose(pose, pose, { keep }), pose),
      ),
      { numRuns: 30 },
    );
  });

  it('keeps every direction, meets every length, and holds the root', () => {
    const whole = fc
      .array(fc.record({ x: fc.nat(900), y: fc.nat(900), visibility: fc.constant(2 as const) }), {
        minLength: 17,
        maxLength: 17,
      })
      .map((keypoints): Pose => ({ ...standing, people: [{ keypoints }] }));
    fc.assert(
      fc.property(whole, whole, fc.constantFrom('mid_hip', 'left_ankle', 'nose'), (pose, body, root) => {
        const retargeted = retargetPose(pose, body, { keep: 'lengths', root });
        for (const ends of BONES) {
          const [before, after, reference] = [bone(pose, ends), bone(retargeted, ends), bone(body, ends)];
          if (before.length < 1e-6) continue;
          expect(after.length).toBeCloseTo(reference.length, 6);
          if (reference.length > 1e-6) expect(Math.cos(after.angle - before.angle)).toBeCloseTo(1, 9);
        }
        const fixed = { mid_hip: undefined, left_ankle: 15, nose: 0 }[root];
        if (fixed !== undefined) {
          expect(jointsOf(retargeted)[fixed]!.x).toBeCloseTo(jointsOf(pose)[fixed]!.x, 6);
          expect(jointsOf(retargeted)[fixed]!.y).toBeCloseTo(jointsOf(pose)[fixed]!.y, 6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('takes proportions in its own size', () => {
    const small: Pose = {
      ...standing,
      people: [{ keypoints: jointsOf(standing).map((joint) => ({ ...joint, x: joint.x / 3, y: joint.y / 3 })) }],
    };
    expectClose(retargetPose(standing, small), standing);
    const long = scaleLimbs(small, { joints: ['left_ankle'], factor: 2 });
    const retargeted = retargetPose(standing, long);
    expect(bone(retargeted, [13, 15]).length).toBeCloseTo(2 * bone(standing, [13, 15]).length, 9);
    expect(bone(retargeted, [14, 16]).length).toBeCloseTo(bone(standing, [14, 16]).length, 9);
  });

  it('leaves alone what it knows nothing of', () => {
    const armless: Pose = {
      ...standing,
      people: [
        { keypoints: jointsOf(standing).map((joint, i) => (i === 9 ? { x: 0, y: 0, visibility: 0 as const } : joint)) },
      ],
    };
    expectClose(retargetPose(armless, standing), armless);
    expectClose(retargetPose(standing, armless), standing);
    const nobody = { ...standing, people: [] };
    expect(retargetPose(nobody, standing).people).toEqual([]);
    expectClose(retargetPose(standing, nobody), standing);
    expect(() => retargetPose(standing, standing, { root: 'tail' })).toThrow('Expected a joint of coco17, got "tail"');
  });
});

describe('scaleLimbs', () => {
  it('and the inverse factor give the pose again', () => {
    const whole = arbitraryPose('wholebody133');
    fc.assert(
      fc.property(
        whole,
        fc.constantFrom('arms', 'legs', 'torso', 'all'),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (pose, group, factor) => {
          const scaled = scaleLimbs(pose, { joints: [group], factor });
          expectClose(scaleLimbs(scaled, { joints: [group], factor: 1 / factor }), pose, 1e-5);
        },
      ),
      { numRuns: 15 },
    );
    expect(() => scaleLimbs(standing, { joints: ['arms'], factor: 0 })).toThrow('Expected a factor above 0, got 0.');
  });
});

describe('rerootPose', () => {
  it('puts a joint or a landmark at a point, and keeps the shape', () => {
    const moved = rerootPose(standing, { joint: 'mid_hip', x: 10, y: 20 });
    expect((jointsOf(moved)[11]!.x + jointsOf(moved)[12]!.x) / 2).toBeCloseTo(10, 9);
    expectClose(rerootPose(moved, { joint: 'nose', x: 50, y: 12 }), standing);
    const two: Pose = { ...standing, people: [...standing.people, ...standing.people] };
    const [first, second] = rerootPose(two, { joint: 'nose', x: 0, y: 0, person: 1 }).people;
    expect(first).toEqual(standing.people[0]);
    expect(second!.keypoints[0]).toMatchObject({ x: 0, y: 0 });
  });
});
