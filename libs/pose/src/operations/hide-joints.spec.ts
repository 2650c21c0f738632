import fc from 'fast-check';
import { convertPose } from '../convert-pose.js';
import { getRendererProfile } from '../render/profiles.js';
import { renderSkeleton } from '../render/render-skeleton.js';
import { renderSkeletonSvg } from '../render/render-skeleton-svg.js';
import { SKELETONS } from '../skeletons/registry.js';
import { arbitraryPose } from '../testing/arbitrary-pose.js';
import { createStandingPose } from '../testing/standing-pose.js';
import { type Pose, type SkeletonName } from '../types.js';
import { hideJoints, revealJoints } from './hide-joints.js';
import { JOINT_GROUPS } from './joint-groups.js';

const standing = createStandingPose();
const without = (pose: Pose, joints: readonly number[]): Pose => ({
  ...pose,
  people: pose.people.map(({ keypoints }) => ({
    keypoints: keypoints.map((joint, index) => (joints.includes(index) ? { x: 0, y: 0, visibility: 0 } : joint)),
  })),
});

describe('hidden joints', () => {
  it('come back as they were', () => {
    const skeletons = fc.constantFrom(...(Object.keys(SKELETONS) as SkeletonName[]));
    fc.assert(
      fc.property(skeletons.chain(arbitraryPose), fc.subarray([...JOINT_GROUPS]), (pose, groups) => {
        const hidden = hideJoints(pose, groups);
        expect(hidden.people.map(({ keypoints }) => keypoints)).toEqual(pose.people.map(({ keypoints }) => keypoints));
        expect(hideJoints(hidden, groups)).toEqual(hidden);
        expect(revealJoints(hidden, groups)).toEqual(pose);
      }),
      { numRuns: 30 },
    );
  });

  it('are drawn as if they were not known, in every profile and as SVG', () => {
    const hidden = hideJoints(standing, ['left_wrist', 'nose']);
    const expected = without(standing, [0, 9]);
    for (const name of ['humansd-v1', 't2i-keypose', 'openpose18-controlnet', 'dwpose-wholebody']) {
      const profile = getRendererProfile(name);
      expect(renderSkeleton(hidden, profile).data).toEqual(renderSkeleton(expected, profile).data);
      expect(renderSkeleton(hidden, profile).data).not.toEqual(renderSkeleton(standing, profile).data);
    }
    expect(renderSkeletonSvg(hidden)).toBe(renderSkeletonSvg(expected));
  });

  it('still stand for the joints that are made of them', () => {
    const profile = getRendererProfile('openpose18-controlnet');
    const hidden = renderSkeleton(hideJoints(standing, ['left_shoulder']), profile);
    const { pose } = convertPose(standing, 'openpose18');
    expect(hidden.data).toEqual(renderSkeleton(without(pose, [5]), profile).data);
  });

  it('are named in the order of the skeleton, by joint, landmark or group', () => {
    const hidden = hideJoints(convertPose(standing, 'vrm55').pose, ['leftHand', 'left_shoulder', 'feet']);
    expect(hidden.people[0]!.hidden).toEqual(['leftToes', 'rightToes', 'leftUpperArm', 'leftHand'].toSorted(byOrder));
    expect(() => hideJoints(standing, ['left_wirst'])).toThrow('Did you mean "left_wrist"');
  });
});

const byOrder = (a: string, b: string) => {
  const { keypointNames } = SKELETONS.vrm55;
  return keypointNames.indexOf(a) - keypointNames.indexOf(b);
};
