import fc from 'fast-check';
import { mirrorPose } from './mirror-pose.js';
import { SKELETONS } from './skeletons/registry.js';
import { arbitraryPose } from './testing/arbitrary-pose.js';
import { type Keypoint, type Pose, type SkeletonName } from './types.js';

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
});
