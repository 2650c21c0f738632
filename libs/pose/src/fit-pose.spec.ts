import fc from 'fast-check';
import { fitPose } from './fit-pose.js';
import { arbitraryPose } from './testing/arbitrary-pose.js';
import { type Keypoint, type Pose } from './types.js';

const poseWith = (...joints: Keypoint[]): Pose => ({
  skeleton: 'coco17',
  width: 200,
  height: 100,
  people: [
    { id: '5', keypoints: Array.from({ length: 17 }, (_, index) => joints[index] ?? { x: 0, y: 0, visibility: 0 }) },
  ],
});
const at = (x: number, y: number): Keypoint => ({ x, y, visibility: 2 });
const codes = (pose: Pose, mode?: 'none') =>
  fitPose(pose, { width: 100, height: 100 }, mode).warnings.map(({ code }) => code);

describe('fitPose', () => {
  it('letterboxes with one scale, centred', () => {
    const { pose, transform, warnings } = fitPose(poseWith(at(200, 100)), { width: 100, height: 100 });
    expect(transform).toEqual({ scaleX: 0.5, scaleY: 0.5, offsetX: 0, offsetY: 25 });
    expect(pose).toMatchObject({ width: 100, height: 100 });
    expect(pose.people[0]!.keypoints[0]).toEqual(at(100, 75));
    expect(warnings.map(({ code }) => code)).toEqual(['PERSON_OUTSIDE_CANVAS', 'EMPTY_SKELETON']);
  });

  it('stretches each axis by itself, and scales box and area', () => {
    const pose = poseWith(at(50, 50));
    const people = pose.people.map((person) => ({ ...person, bbox: [20, 10, 40, 40] as const, area: 1600 }));
    const fitted = fitPose({ ...pose, people }, { width: 100, height: 200 }, 'stretch').pose.people[0]!;
    expect(fitted).toMatchObject({ bbox: [10, 20, 20, 80], area: 1600 });
    expect(fitted.keypoints[0]).toEqual(at(25, 100));
  });

  it('tells what the canvas cuts off', () => {
    expect(codes(poseWith(at(50, 50), at(150, 50)), 'none')).toEqual(['JOINTS_OUTSIDE_CANVAS']);
    expect(codes(poseWith(at(150, 50)), 'none')).toEqual(['PERSON_OUTSIDE_CANVAS', 'EMPTY_SKELETON']);
    expect(codes(poseWith(at(50, 50), at(NaN, 50)))).toEqual(['JOINT_NOT_DRAWABLE']);
    expect(codes(poseWith())).toEqual(['EMPTY_SKELETON']);
    const [warning] = fitPose(poseWith(at(50, 50), at(150, 50)), { width: 100, height: 100 }, 'none').warnings;
    expect(warning).toEqual({
      code: 'JOINTS_OUTSIDE_CANVAS',
      message: 'Person 1 (id 5): left_eye outside the 100 x 100 canvas.',
      person: 0,
      joints: ['left_eye'],
    });
  });

  it('leaves out run-length masks, and says so', () => {
    const pose = poseWith(at(50, 50));
    const people = pose.people.map((person) => ({ ...person, extra: { segmentation: { counts: [1], size: [1, 1] } } }));
    const { pose: fitted, warnings } = fitPose({ ...pose, people }, { width: 10, height: 10 });
    expect(fitted.people[0]!.extra).toEqual({});
    expect(warnings).toEqual([expect.objectContaining({ code: 'FIELD_DROPPED', person: 0 })]);
  });

  it('takes a pose to twice its size and back', () => {
    fc.assert(
      fc.property(arbitraryPose('coco17'), (pose) => {
        const double = fitPose(pose, { width: pose.width * 2, height: pose.height * 2 }).pose;
        expect(fitPose(double, pose).pose).toEqual(pose);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses impossible sizes', () => {
    expect(() => fitPose(poseWith(), { width: 0, height: 10 })).toThrow('got 0 x 10');
    expect(() => fitPose({ ...poseWith(), width: NaN }, { width: 10, height: 10 })).toThrow(
      expect.objectContaining({ code: 'INVALID_POSE' }),
    );
  });
});
