import fc from 'fast-check';
import { SKELETONS } from '../skeletons/registry.js';
import { arbitraryPose } from '../testing/arbitrary-pose.js';
import { expectClose } from '../testing/expect-close.js';
import { createStandingPose } from '../testing/standing-pose.js';
import { type Keypoint, type Pose, type SkeletonName } from '../types.js';
import { normalizePose } from './normalize-pose.js';

const standing = createStandingPose();

describe('normalizePose', () => {
  it('done twice is done once', () => {
    const skeletons = fc.constantFrom(...(Object.keys(SKELETONS) as SkeletonName[]));
    fc.assert(
      fc.property(skeletons.chain(arbitraryPose), fc.constantFrom('torso' as const, 'box' as const), (pose, by) => {
        const once = normalizePose(pose, { by, canvas: { width: 512, height: 384 } });
        expect(once).toMatchObject({ width: 512, height: 384 });
        expectClose(normalizePose(once, { by }), once, 1e-3);
      }),
      { numRuns: 30 },
    );
  });

  it('makes the torso a fifth of the height, in the middle', () => {
    const [person] = normalizePose(standing, { canvas: { width: 201, height: 401 } }).people;
    const mean = (a: number, b: number) => (person!.keypoints[a]!.y + person!.keypoints[b]!.y) / 2;
    expect(mean(11, 12) - mean(5, 6)).toBeCloseTo(80.2, 9);
    expect((mean(11, 12) + mean(5, 6)) / 2).toBeCloseTo(200, 9);
    expect((person!.keypoints[5]!.x + person!.keypoints[6]!.x) / 2).toBeCloseTo(100, 9);
  });

  it('puts the box into the canvas, also where nobody has a torso', () => {
    const legs: Pose = {
      ...standing,
      people: [{ keypoints: standing.people[0]!.keypoints.map((joint, i) => (i > 12 ? joint : unlabelled)) }],
    };
    const { keypoints } = normalizePose(legs).people[0]!;
    expect(keypoints[15]!.y - keypoints[13]!.y).toBeCloseTo(90, 9);
    expect((keypoints[15]!.y + keypoints[13]!.y) / 2).toBeCloseTo(49.5, 9);
  });

  it('leaves a single joint its scale, and a pose without any alone', () => {
    const nobody = { ...standing, people: [] };
    expect(normalizePose(nobody)).toEqual(nobody);
    const one: Pose = {
      ...standing,
      people: [{ keypoints: standing.people[0]!.keypoints.map((joint, i) => (i === 4 ? joint : unlabelled)) }],
    };
    expect(normalizePose(one).people[0]!.keypoints[4]).toEqual({ x: 49.5, y: 49.5, visibility: 2 });
  });
});

const unlabelled: Keypoint = { x: 0, y: 0, visibility: 0 };
