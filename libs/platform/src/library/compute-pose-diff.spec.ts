import { getSkeleton, type Keypoint, type PersonPose, type Pose } from '@contrapposto/pose';
import { computePoseDiff } from './compute-pose-diff.js';
import { renderPoseDiffSvg } from './render-pose-diff-svg.js';

const NAMES = getSkeleton('coco17').keypointNames;

function person(x: number, id?: string): PersonPose {
  const keypoints = NAMES.map((_, joint): Keypoint => ({ x: x + joint, y: joint * 2, visibility: 2 }));
  return { keypoints, ...(id !== undefined && { id }) };
}

function pose(...people: readonly PersonPose[]): Pose {
  return { skeleton: 'coco17', width: 64, height: 64, people };
}

function replace({ keypoints, ...rest }: PersonPose, name: string, keypoint: Keypoint): PersonPose {
  return { ...rest, keypoints: keypoints.map((old, joint) => (NAMES[joint] === name ? keypoint : old)) };
}

describe('the difference of two poses', () => {
  it('is nothing between a pose and itself', () => {
    expect(computePoseDiff(pose(person(3)), pose(person(3)))).toEqual({
      skeletonChanged: false,
      canvasChanged: false,
      people: [],
      maxDistancePx: 0,
    });
  });

  it('names the joints that moved, how far, and those that came and went', () => {
    const before = replace(person(0), 'left_wrist', { x: 0, y: 0, visibility: 0 });
    const moved = replace(person(0), 'nose', { x: 3, y: 4, visibility: 2 });
    const after = replace(moved, 'right_ankle', { x: 0, y: 0, visibility: 0 });
    const { people, maxDistancePx } = computePoseDiff(pose(before), pose(after));
    expect(maxDistancePx).toBe(5);
    expect(people[0]!.joints.map(({ name, distancePx }) => [name, distancePx])).toEqual([
      ['nose', 5],
      ['right_ankle', null],
      ['left_wrist', null],
    ]);
  });

  it('knows people by their ids, else by where they are', () => {
    const byPlace = computePoseDiff(pose(person(0), person(40)), pose(person(41), person(0), person(20)));
    expect(byPlace.people.map(({ from, to, joints }) => [from, to, joints.length])).toEqual([
      [1, 0, 17],
      [null, 2, 17],
    ]);
    const byId = computePoseDiff(pose(person(0, 'a'), person(40, 'b')), pose(person(0, 'b'), person(40, 'a')));
    expect(byId.people.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('goes by the names of joints where the skeleton is another', () => {
    const openpose = getSkeleton('openpose18').keypointNames.map((): Keypoint => ({ x: 1, y: 1, visibility: 2 }));
    const { skeletonChanged, people } = computePoseDiff(pose(person(0)), {
      ...pose({ keypoints: openpose }),
      skeleton: 'openpose18',
    });
    expect(skeletonChanged).toBe(true);
    expect(people[0]!.joints.find(({ name }) => name === 'neck')).toMatchObject({ from: null, distancePx: null });
  });

  it('is drawn with a line for each joint that moved', () => {
    const [from, to] = [pose(person(0)), pose(replace(person(0), 'nose', { x: 9, y: 9, visibility: 2 }))];
    const svg = renderPoseDiffSvg(from, { ...to, name: '<script>' }, computePoseDiff(from, to));
    expect(svg).toContain('<line x1="0" y1="0" x2="9" y2="9"/>');
    expect(svg).not.toContain('script');
  });
});
