import fc from 'fast-check';
import { mirrorPose } from './mirror-pose.js';
import { SKELETONS } from '../skeletons/registry.js';
import { arbitraryPose } from '../testing/arbitrary-pose.js';
import { type Keypoint, type Pose, type SkeletonName } from '../types.js';

const UNLABELLED: Keypoint = { x: 0, y: 0, visibility: 0 };

describe('mirrorPose', () => {
  it('is its own inverse', () => {
    const skeletons = fc.constantFrom(...(Object.keys(SKELETONS) as SkeletonName[]));
    fc.assert(
      fc.property(skeletons.chain(arbitraryPose), (pose) => {
        expect(mirrorPose(mirrorPose(pose))).toEqual(pose);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps left hands left, unlabelled joints at 0, 0, and moves boxes and points in other fields along', () => {
    const keypoints = Array.from({ length: 17 }, (): Keypoint => UNLABELLED);
    keypoints[9] = { x: 10, y: 5, visibility: 2 };
    const pose: Pose = {
      skeleton: 'coco17',
      width: 101,
      height: 50,
      people: [
        {
          keypoints,
          bbox: [8, 2, 20, 30],
          extra: {
            self_contact: [[10, 5]],
            segmentation: [[0, 0, 10, 0, 10, 10]],
            foot_kpts: [10, 5, 2, 0, 0, 0],
            face_box: [8, 2, 4, 4],
            annotator: 4,
          },
        },
      ],
    };
    const [person] = mirrorPose(pose).people;
    expect(person!.keypoints[10]).toEqual({ x: 90, y: 5, visibility: 2 });
    expect(person!.keypoints[9]).toEqual(UNLABELLED);
    expect(person!.bbox).toEqual([72, 2, 20, 30]);
    expect(person!.extra).toEqual({
      self_contact: [[90, 5]],
      segmentation: [[100, 0, 90, 0, 90, 10]],
      foot_kpts: [90, 5, 2, 0, 0, 0],
      face_box: [88, 2, 4, 4],
      annotator: 4,
    });
  });

  it('hides the other side, and exchanges the hands, feet and faces of other fields', () => {
    const keypoints = Array.from({ length: 17 }, (): Keypoint => UNLABELLED);
    const triplets = (count: number) => Array.from({ length: count }, (_, i) => [i, 0, 2]).flat();
    const extra = {
      lefthand_kpts: [1, 0, 2],
      lefthand_valid: true,
      righthand_kpts: [2, 0, 2],
      foot_kpts: triplets(6),
      face_kpts: triplets(68),
    };
    const hidden = ['nose', 'left_wrist'];
    const pose: Pose = { skeleton: 'coco17', width: 1, height: 1, people: [{ keypoints, hidden, extra }] };
    const mirrored = mirrorPose(pose);
    expect(mirrored.people[0]!.hidden).toEqual(['nose', 'right_wrist']);
    expect(mirrored.people[0]!.extra).toMatchObject({
      righthand_kpts: [-1, 0, 2],
      righthand_valid: true,
      lefthand_kpts: [-2, 0, 2],
    });
    const xs = (value: unknown) => (value as number[]).filter((_, index) => index % 3 === 0);
    expect(xs(mirrored.people[0]!.extra!.foot_kpts)).toEqual([-3, -4, -5, 0, -1, -2]);
    expect(xs(mirrored.people[0]!.extra!.face_kpts).slice(0, 3)).toEqual([-16, -15, -14]);
    expect(mirrorPose(mirrored)).toEqual(pose);
  });

  it('takes three dimensions along', () => {
    const spatial = { people: [{ hips: [1, 1, 2], rotations: { leftHand: [0, 0, 1, 0] } }], cameras: [] } as const;
    const pose: Pose = { skeleton: 'coco17', width: 9, height: 9, people: [], spatial };
    expect(mirrorPose(pose).spatial!.people[0]!.hips).toEqual([-1, 1, 2]);
    expect(Object.keys(mirrorPose(pose).spatial!.people[0]!.rotations)).toEqual(['rightHand']);
    expect(mirrorPose(mirrorPose(pose))).toEqual(pose);
  });
});
