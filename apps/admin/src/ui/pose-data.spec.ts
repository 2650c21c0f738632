import { compactPose } from '@contrapposto/pose';
import { cropToPeople, toPose } from './pose-data.js';

const DATA = {
  skeleton: 'coco17',
  width: 512,
  height: 256,
  people: [{ keypoints: [100, 50, 2, 200, 150, 1, ...Array.from({ length: 45 }, () => 0)] }],
};

describe('pose data', () => {
  it('becomes a pose: three numbers a joint', () => {
    const pose = toPose(DATA)!;
    expect(pose).toMatchObject({ skeleton: 'coco17', width: 512, height: 256 });
    expect(pose.people[0]!.keypoints).toHaveLength(17);
    expect(pose.people[0]!.keypoints[1]).toEqual({ x: 200, y: 150, visibility: 1 });
  });

  it('comes back as it was, with what is hidden and what is known of three dimensions', () => {
    const spatial = { people: [{ hips: [0, 1, 0], rotations: {} }], cameras: [] };
    const data = { ...DATA, people: [{ ...DATA.people[0]!, score: 0.5, hidden: ['nose'] }], spatial };
    expect(compactPose(toPose(data)!)).toEqual(data);
  });

  it('is refused for a skeleton that nobody knows', () => {
    expect(toPose({ ...DATA, skeleton: 'octopus8' })).toBeNull();
  });

  it('is cropped to a square around the people; joints that are not labelled stay at 0, 0', () => {
    const { width, height, people } = cropToPeople(toPose(DATA)!);
    expect(width).toBe(height);
    expect(width).toBeCloseTo(128);
    const [first, second, third] = people[0]!.keypoints;
    expect(first).toEqual({ x: expect.closeTo(14), y: expect.closeTo(14), visibility: 2 });
    expect(second).toEqual({ x: expect.closeTo(114), y: expect.closeTo(114), visibility: 1 });
    expect(third).toEqual({ x: 0, y: 0, visibility: 0 });
  });

  it('stays as it is where nobody has a joint', () => {
    const empty = toPose({ ...DATA, people: [] })!;
    expect(cropToPeople(empty)).toBe(empty);
  });
});
