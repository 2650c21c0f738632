import { createHash } from 'node:crypto';
import { readVectors } from '../../../../tools/golden/vector-file.js';
import { getSkeleton } from '../skeletons/registry.js';
import { type Keypoint, type PersonPose, type Pose, type SkeletonName, type Visibility } from '../types.js';
import { getRendererProfile } from './profiles.js';
import { renderSkeleton } from './render-skeleton.js';

const golden = readVectors('renderer-profiles');
const meta = golden.meta as { pictures: number[]; sha256: Record<string, string[]> };
const NO_SCORE = 255;

const SKELETONS: Readonly<Record<string, SkeletonName>> = {
  'openpose18-controlnet': 'openpose18',
  'xinsir-scaled': 'openpose18',
  't2i-keypose': 'coco17',
  'dwpose-wholebody': 'wholebody133',
};

/** Coordinates are stored as ten-thousandths of the canvas. */
function readPoses(profile: string, skeleton: SkeletonName): Pose[] {
  const joints = new Int16Array(golden.uint16(`${profile}/joints`).buffer);
  const scores = golden.uint8(`${profile}/scores`);
  const cases = golden.uint32(`${profile}/cases`);
  const count = getSkeleton(skeleton).keypointNames.length;
  let next = 0;
  const readPerson = (width: number, height: number): PersonPose => {
    const keypoints = Array.from({ length: count }, (): Keypoint => {
      const at = 3 * next;
      const score = scores[next++]!;
      return {
        x: (joints[at]! / 10000) * width,
        y: (joints[at + 1]! / 10000) * height,
        visibility: joints[at + 2]! as Visibility,
        ...(score !== NO_SCORE && { score: score / 200 }),
      };
    });
    return { keypoints };
  };
  return Array.from({ length: cases.length / 3 }, (_, number) => {
    const [width, height, people] = cases.subarray(3 * number) as unknown as [number, number, number];
    return { skeleton, width, height, people: Array.from({ length: people }, () => readPerson(width, height)) };
  });
}

describe.each(Object.keys(SKELETONS))('%s against OpenCV', (name) => {
  const profile = getRendererProfile(name);
  const poses = readPoses(name, SKELETONS[name]!);

  it.each(meta.pictures)('draws picture %d pixel for pixel', (number) => {
    const pose = poses[number]!;
    const expected = golden.uint8(`${name}/picture${number}`);
    const { data } = renderSkeleton(pose, profile);
    const differing = [...data.keys()].filter((at) => data[at] !== expected[at]);
    const places = differing.slice(0, 4).map((at) => {
      const pixel = Math.floor(at / 3);
      return [pixel % pose.width, Math.floor(pixel / pose.width), at % 3, data[at], expected[at]];
    });
    expect({ count: differing.length, places }).toEqual({ count: 0, places: [] });
    expect(data).toHaveLength(expected.length);
  });

  it('draws all 60 cases with the same hash', () => {
    expect(poses).toHaveLength(60);
    const hashes = poses.map((pose) => createHash('sha256').update(renderSkeleton(pose, profile).data).digest('hex'));
    const wrong = hashes.flatMap((hash, number) => (hash === meta.sha256[name]![number] ? [] : [number]));
    expect(wrong).toEqual([]);
  });
});
