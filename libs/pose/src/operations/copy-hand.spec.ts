import fc from 'fast-check';
import { getSkeleton } from '../skeletons/registry.js';
import { type Keypoint, type Pose } from '../types.js';
import { copyHand } from './copy-hand.js';

const { keypointNames } = getSkeleton('wholebody133');
const indexOf = (name: string) => keypointNames.indexOf(name);
const hand = (side: string) =>
  keypointNames.flatMap((name, index) =>
    new RegExp(`^${side}_(hand|thumb|fore|middle_f|ring|pinky)`).test(name) ? [index] : [],
  );

const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true });
const keypoint = fc.record({ x: coordinate, y: coordinate, visibility: fc.constantFrom(1 as const, 2 as const) });
const poses = fc
  .array(keypoint, { minLength: 133, maxLength: 133 })
  .map((keypoints): Pose => ({ skeleton: 'wholebody133', width: 512, height: 512, people: [{ keypoints }] }));

const jointsOf = (pose: Pose): readonly Keypoint[] => pose.people[0]!.keypoints;

function computeForearm(joints: readonly Keypoint[], side: 'left' | 'right') {
  const [elbow, wrist] = [joints[indexOf(`${side}_elbow`)]!, joints[indexOf(`${side}_wrist`)]!];
  const [ux, uy] = [wrist.x - elbow.x, wrist.y - elbow.y];
  return { wrist, ux, uy, length: Math.hypot(ux, uy) };
}

/** A joint as seen from the wrist, with x along the forearm and y to its thumb's side as the left hand has it. */
function inForearm(joints: readonly Keypoint[], side: 'left' | 'right', joint: number) {
  const { wrist, ux, uy, length } = computeForearm(joints, side);
  const [dx, dy] = [joints[joint]!.x - wrist.x, joints[joint]!.y - wrist.y];
  return { along: (dx * ux + dy * uy) / length, across: ((side === 'left' ? 1 : -1) * (ux * dy - uy * dx)) / length };
}

describe('copyHand', () => {
  it('gives the other hand the same place in the mirrored frame of its forearm', () => {
    expect(hand('left')).toHaveLength(21);
    fc.assert(
      fc.property(poses, fc.constantFrom('left' as const, 'right' as const), (pose, from) => {
        const to = from === 'left' ? 'right' : 'left';
        // A forearm of no length has no frame.
        fc.pre((['left', 'right'] as const).every((side) => computeForearm(jointsOf(pose), side).length > 1));
        const copied = copyHand(pose, from);
        for (const [index, joint] of hand(from).entries()) {
          const expected = inForearm(jointsOf(pose), from, joint);
          const actual = inForearm(jointsOf(copied), to, hand(to)[index]!);
          expect(Math.abs(actual.along - expected.along)).toBeLessThan(1e-8);
          expect(Math.abs(actual.across - expected.across)).toBeLessThan(1e-8);
          expect(jointsOf(copied)[hand(to)[index]!]!.visibility).toBe(jointsOf(pose)[joint]!.visibility);
        }
        const others = keypointNames.flatMap((_, index) => (hand(to).includes(index) ? [] : [index]));
        for (const joint of others) expect(jointsOf(copied)[joint]).toEqual(jointsOf(pose)[joint]);
      }),
      { numRuns: 10 },
    );
  });

  it('shows what a mirror does where the forearm is not asked for, and comes back', () => {
    fc.assert(
      fc.property(poses, (pose) => {
        const copied = copyHand(pose, 'right', { along: 'picture' });
        const [left, right] = [jointsOf(copied), jointsOf(pose)];
        const [onto, start] = [left[indexOf('left_wrist')]!, right[indexOf('right_wrist')]!];
        for (const [index, joint] of hand('left').entries()) {
          const source = right[hand('right')[index]!]!;
          expect(left[joint]!.x - onto.x).toBeCloseTo(start.x - source.x, 8);
          expect(left[joint]!.y - onto.y).toBeCloseTo(source.y - start.y, 8);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('takes what is missing along, and leaves people without the hand or a wrist alone', () => {
    const keypoints = keypointNames.map((_, index): Keypoint => ({ x: index, y: 2 * index, visibility: 2 }));
    const unlabelled: Keypoint = { x: 0, y: 0, visibility: 0 };
    const lacking = (names: readonly string[]): Pose => ({
      skeleton: 'wholebody133',
      width: 9,
      height: 9,
      people: [
        { keypoints: keypoints.map((joint, index) => (names.includes(keypointNames[index]!) ? unlabelled : joint)) },
      ],
    });
    const thumbless = copyHand(lacking(['left_thumb4']), 'left');
    expect(jointsOf(thumbless)[indexOf('right_thumb4')]).toEqual(unlabelled);
    for (const names of [['right_wrist'], ['left_wrist'], hand('left').map((joint) => keypointNames[joint]!)])
      expect(copyHand(lacking(names), 'left')).toEqual(lacking(names));
    expect(copyHand({ ...lacking([]), people: [] }, 'left').people).toEqual([]);
  });

  it('wants a skeleton with hands', () => {
    const pose: Pose = { skeleton: 'coco17', width: 9, height: 9, people: [] };
    expect(() => copyHand(pose, 'left')).toThrow('Expected a skeleton with hands, got coco17.');
  });
});
