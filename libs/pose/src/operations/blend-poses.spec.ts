import fc from 'fast-check';
import { SKELETONS } from '../skeletons/registry.js';
import { arbitraryPose } from '../testing/arbitrary-pose.js';
import { expectClose } from '../testing/expect-close.js';
import { createStandingPose } from '../testing/standing-pose.js';
import { type Keypoint, type Pose, type SkeletonName } from '../types.js';
import { blendPoses } from './blend-poses.js';

const standing = createStandingPose();
const jointsOf = (pose: Pose) => pose.people[0]!.keypoints;
const change = (joint: number, to: Keypoint): Pose => ({
  ...standing,
  people: [{ keypoints: jointsOf(standing).map((before, index) => (index === joint ? to : before)) }],
});

describe('blendPoses', () => {
  const methods = fc.constantFrom('bones' as const, 'joints' as const);
  const pairs = fc
    .constantFrom(...(Object.keys(SKELETONS) as SkeletonName[]))
    .chain((skeleton) => fc.tuple(arbitraryPose(skeleton), arbitraryPose(skeleton)))
    .map(([a, b]) => [a, { ...b, width: a.width, height: a.height }] as const);

  it('is the one at weight 0 and the other at 1', () => {
    fc.assert(
      fc.property(pairs, methods, ([a, b], method) => {
        expect(blendPoses(a, b, { weight: 0, method })).toBe(a);
        expect(blendPoses(a, b, { weight: 1, method }).people).toEqual(b.people);
      }),
      { numRuns: 20 },
    );
  });

  it('comes near either as the weight does, with its joints and people', () => {
    fc.assert(
      fc.property(pairs, methods, ([a, b], method) => {
        expectClose(blendPoses(a, b, { weight: 1e-12, method }), a, 1e-3);
        expectClose(blendPoses(a, b, { weight: 1 - 1e-12, method }), b, 1e-3);
      }),
      { numRuns: 30 },
    );
  });

  it('of a pose with itself is the pose', () => {
    fc.assert(
      fc.property(pairs, methods, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ([pose], method, weight) =>
        expectClose(blendPoses(pose, pose, { weight, method }), pose),
      ),
      { numRuns: 30 },
    );
  });

  it('turns bones and keeps their length, where mixed joints would shorten them', () => {
    const shoulder = jointsOf(standing)[5]!;
    const [down, up] = [20, -20].map((y) => ({ x: shoulder.x + 1, y: shoulder.y + y, visibility: 2 as const }));
    const length = (pose: Pose) => Math.hypot(jointsOf(pose)[7]!.x - shoulder.x, jointsOf(pose)[7]!.y - shoulder.y);
    expect(length(blendPoses(change(7, down!), change(7, up!)))).toBeCloseTo(Math.hypot(1, 20), 9);
    expect(length(blendPoses(change(7, down!), change(7, up!), { method: 'joints' }))).toBeCloseTo(1, 9);
  });

  it('has of what is missing in one what the heavier has', () => {
    const lacking = change(9, { x: 0, y: 0, visibility: 0 });
    const seen = (weight: number) => jointsOf(blendPoses(standing, lacking, { weight }))[9]!.visibility;
    expect([0.4, 0.5, 0.6].map(seen)).toEqual([2, 2, 0]);
    const two: Pose = { ...standing, people: [...standing.people, ...standing.people] };
    expect([0.4, 0.6].map((weight) => blendPoses(standing, two, { weight }).people.length)).toEqual([1, 2]);
  });

  it('brings the other to its own canvas and skeleton', () => {
    const other = createStandingPose('openpose18');
    const larger: Pose = {
      ...other,
      width: 200,
      height: 200,
      people: [{ keypoints: jointsOf(other).map((joint) => ({ ...joint, x: 2 * joint.x, y: 2 * joint.y })) }],
    };
    expectClose(blendPoses(standing, larger, { weight: 0.7 }), standing);
  });
});
