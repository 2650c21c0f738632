import fc from 'fast-check';
import { SKELETONS } from '../skeletons/registry.js';
import { arbitraryPose } from '../testing/arbitrary-pose.js';
import { createStandingPose } from '../testing/standing-pose.js';
import { type Pose, type SkeletonName } from '../types.js';
import { applyPart } from './apply-part.js';
import { mirrorPose } from './mirror-pose.js';
import { rerootPose } from './reroot-pose.js';
import { expectClose } from '../testing/expect-close.js';

const standing = createStandingPose();
const jointsOf = (pose: Pose) => pose.people[0]!.keypoints;

describe('applyPart', () => {
  it('of the pose itself changes nothing but rounding', () => {
    const skeletons = fc.constantFrom(...(Object.keys(SKELETONS) as SkeletonName[]));
    fc.assert(
      fc.property(
        skeletons.chain(arbitraryPose),
        fc.constantFrom('arms', 'legs', 'head', 'torso', 'all'),
        (pose, group) => {
          for (const attach of [true, false]) expectClose(applyPart(pose, pose, { joints: [group], attach }), pose);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('sets an arm onto the other shoulder, in the size of the body', () => {
    const source: Pose = {
      ...standing,
      width: 100,
      people: [
        { keypoints: jointsOf(standing).map((joint) => ({ ...joint, x: joint.x / 2 + 30, y: joint.y / 2 + 7 })) },
      ],
    };
    const raised = jointsOf(source).map((joint, index) => (index === 9 ? { ...joint, x: 70, y: 10 } : joint));
    const applied = jointsOf(
      applyPart(standing, { ...source, people: [{ keypoints: raised }] }, { joints: ['left_arm'] }),
    );
    expect(applied.filter((_, index) => index !== 9)).toEqual(jointsOf(standing).filter((_, index) => index !== 9));
    const [elbow, wrist] = [raised[7]!, raised[9]!];
    expect(applied[9]!.x - applied[7]!.x).toBeCloseTo(2 * (wrist.x - elbow.x), 9);
    expect(applied[9]!.y - applied[7]!.y).toBeCloseTo(2 * (wrist.y - elbow.y), 9);
  });

  it('lets what hangs on a part follow', () => {
    const leaning = jointsOf(standing).map((joint, index) =>
      index === 5 || index === 6 ? { ...joint, x: joint.x + 8 } : joint,
    );
    const applied = jointsOf(
      applyPart(standing, { ...standing, people: [{ keypoints: leaning }] }, { joints: ['torso'] }),
    );
    const drift = applied[5]!.x - jointsOf(standing)[5]!.x;
    expect(drift).toBeGreaterThan(5);
    for (const joint of [7, 9]) {
      const [before, shoulder] = [jointsOf(standing)[joint]!, jointsOf(standing)[5]!];
      expect(applied[joint]!.x - applied[5]!.x).toBeCloseTo(before.x - shoulder.x, 9);
      expect(applied[joint]!.y - applied[5]!.y).toBeCloseTo(before.y - shoulder.y, 9);
    }
  });

  it('takes missing joints over, and joints where they were if not attached', () => {
    const armless = jointsOf(standing).map((joint, index) =>
      index === 9 ? { x: 0, y: 0, visibility: 0 as const } : joint,
    );
    const source = rerootPose({ ...standing, people: [{ keypoints: armless }] }, { joint: 'nose', x: 20, y: 30 });
    const applied = jointsOf(applyPart(standing, source, { joints: ['left_arm'], attach: false }));
    expect(applied[9]!.visibility).toBe(0);
    expect(applied[7]).toEqual(jointsOf(source)[7]);
    expect(applied[8]).toEqual(jointsOf(standing)[8]);
  });

  it('takes the only person for everybody, and none for those without a counterpart', () => {
    const mirrored = mirrorPose(standing);
    const [person] = standing.people;
    const three: Pose = { ...standing, people: [person!, person!, person!] };
    const all = applyPart(three, mirrored, { joints: ['arms'] }).people;
    expect(all[2]).toEqual(all[0]);
    const two = applyPart(
      three,
      { ...mirrored, people: [...mirrored.people, ...mirrored.people] },
      { joints: ['arms'] },
    );
    expect(two.people[1]).toEqual(all[0]);
    expect(two.people[2]).toEqual(person);
    expect(applyPart({ ...standing, people: [] }, mirrored, { joints: ['arms'] }).people).toEqual([]);
  });
});
