import { readVectors } from '../../../../tools/golden/vector-file.js';
import { mirrorName } from '../skeletons/sides.js';
import { SKELETONS } from '../skeletons/registry.js';
import { type Keypoint, type Pose, type SkeletonName } from '../types.js';
import { parsePoseFile } from './parse-pose-file.js';

interface ForeignSkeleton {
  readonly names: readonly string[];
  readonly partners: readonly string[];
  readonly limbs: readonly (readonly [string, string])[];
  readonly sigmas: readonly number[];
}

interface Meta {
  readonly canvas: readonly [number, number];
  readonly files: Readonly<Record<string, string>>;
  readonly skeletons: Readonly<Record<'coco17' | 'humanart21' | 'wholebody133', ForeignSkeleton>>;
}

const golden = readVectors('pose-formats');
const { canvas, files, skeletons } = golden.meta as Meta;
const [width, height] = canvas;

function parse(name: string, fileName = `${name}.json`) {
  return parsePoseFile(files[name]!, { fileName, canvas: { width, height } });
}

/** x, y, c of one person in the reference's order; zeros for a joint that is not labelled. */
function tripletsOf(pose: Pose, person: number, landmarks: readonly string[]): number[][] {
  const skeleton = SKELETONS[pose.skeleton];
  return landmarks.map((landmark) => {
    const keypoint = pose.people[person]!.keypoints[skeleton.landmarks.indexOf(landmark)]!;
    return keypoint.visibility === 0 ? [0, 0, 0] : [keypoint.x, keypoint.y, keypoint.score ?? 1];
  });
}

function peopleOf(key: string): number[][][] {
  const values = golden.float64(key);
  const [joints, numbers] = golden.shape(key).slice(-2) as [number, number];
  return Array.from({ length: values.length / joints / numbers }, (_, person) =>
    Array.from({ length: joints }, (__, joint) => [
      ...values.subarray((person * joints + joint) * numbers).slice(0, numbers),
    ]),
  );
}

function greatestDifference(a: readonly number[][], b: readonly number[][]): number {
  expect(a.length).toBe(b.length);
  return Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i]![j]!))));
}

const namesOf = (skeleton: SkeletonName) => SKELETONS[skeleton].landmarks;
const handOf = (side: string) =>
  namesOf('wholebody133').filter((name) => name.startsWith(side) && /hand_root|thumb|finger/.test(name));
const face = namesOf('wholebody133').filter((name) => name.startsWith('face-'));

describe('skeletons are those of mmpose', () => {
  it.each(Object.entries(skeletons))('%s', (name, { names, partners, limbs, sigmas }) => {
    const { keypointNames, flipPairs, oksSigmas, limbs: own } = SKELETONS[name as SkeletonName];
    expect(keypointNames).toEqual(names);
    expect(oksSigmas).toEqual(sigmas);
    const key = (a: string, b: string) => [a, b].sort().join(' ');
    expect(own.map(([a, b]) => key(names[a]!, names[b]!)).sort()).toEqual(limbs.map(([a, b]) => key(a, b)).sort());
    const pairs = flipPairs.map(([a, b]) => key(names[a]!, names[b]!));
    const expected = names.flatMap((joint, i) => (partners[i] === '' ? [] : [key(joint, partners[i]!)]));
    expect([...new Set(pairs)].sort()).toEqual([...new Set(expected)].sort());
    for (const [left, right] of flipPairs) expect(mirrorName(names[left]!)).not.toBe(mirrorName(names[right]!));
  });
});

describe('files of other tools', () => {
  it.each<[number, SkeletonName]>([
    [17, 'coco17'],
    [133, 'wholebody133'],
  ])('mmpose: a picture of people with %d joints', (joints, skeleton) => {
    const { format, poses, problems } = parse(`mmpose-picture-${joints}`);
    expect([format, poses.length, problems]).toEqual(['mmpose', 1, []]);
    expect(poses[0]!.skeleton).toBe(skeleton);
    for (const [person, points] of peopleOf(`mmpose-picture-${joints}`).entries()) {
      expect(tripletsOf(poses[0]!, person, namesOf(skeleton))).toEqual(points);
      const left = Math.min(...points.map(([x]) => x!));
      expect(poses[0]!.people[person]!.bbox![0]).toBe(left);
      expect(poses[0]!.people[person]!.score).toBeGreaterThan(0.3);
    }
  });

  it('mmpose: a video', () => {
    const { poses } = parse('mmpose-video');
    expect(poses.map(({ id }) => id)).toEqual(['0', '1', '2']);
    for (const [frame, points] of peopleOf('mmpose-video').entries())
      expect(tripletsOf(poses[frame]!, 0, namesOf('coco17'))).toEqual(points);
  });

  it.each(['yolo-label', 'yolo-prediction'])('ultralytics: %s, to its six digits', (name) => {
    const { format, poses, problems } = parse(name, `${name}.txt`);
    expect([format, poses.length, problems]).toEqual(['yolo-pose', 1, []]);
    const [pose] = poses;
    const boxes = golden.float64('yolo-boxes');
    for (const [person, points] of peopleOf('yolo').entries()) {
      // Half a unit of the sixth digit of a share below 1, in pixels.
      expect(greatestDifference(tripletsOf(pose!, person, namesOf('coco17')), points)).toBeLessThan(
        5e-7 * width + 1e-9,
      );
      expect(pose!.people[person]!.bbox![0]).toBeCloseTo(boxes[person * 6]!, 3);
      const score = name === 'yolo-prediction' ? [0.9, 0.8][person] : undefined;
      expect(pose!.people[person]!.score).toBe(score);
    }
  });

  it.each<[string, SkeletonName]>([
    ['openpose-body25', 'body25'],
    ['openpose-coco', 'openpose18'],
  ])('%s', (name, skeleton) => {
    const { format, poses, problems } = parse(name);
    expect([format, poses[0]!.skeleton, problems]).toEqual(['openpose', skeleton, []]);
    for (const [person, points] of peopleOf(name).entries())
      expect(tripletsOf(poses[0]!, person, namesOf(skeleton))).toEqual(points);
    expect(poses[0]!.people[0]!.keypoints[4]).toEqual({ x: 0, y: 0, visibility: 0 } satisfies Keypoint);
  });

  it('openpose-full: face and hands become a whole body, and what that does not have is named', () => {
    const { poses, report, problems } = parse('openpose-full');
    expect([poses[0]!.skeleton, problems]).toEqual(['wholebody133', []]);
    expect(report.losses.map(({ what, count }) => [what, count])).toEqual(
      expect.arrayContaining([
        ['joint pupil', 4],
        ['joint neck', 2],
        ['joint mid_hip', 2],
      ]),
    );
    const shared = namesOf('body25').filter((landmark) => namesOf('wholebody133').includes(landmark));
    for (const person of [0, 1]) {
      const body = peopleOf('openpose-full')[person]!.filter((_, joint) => shared.includes(namesOf('body25')[joint]!));
      expect(tripletsOf(poses[0]!, person, shared)).toEqual(body);
      expect(tripletsOf(poses[0]!, person, face)).toEqual(peopleOf(`openpose-full-face-${person}`)[0]!.slice(0, 68));
      for (const side of ['left', 'right'])
        expect(tripletsOf(poses[0]!, person, handOf(`${side}_`))).toEqual(
          peopleOf(`openpose-full-hand_${side}-${person}`)[0],
        );
    }
  });

  it.each<[string, number, string[]]>([
    ['controlnet-pixels', 0, []],
    // Two roundings of a double: of the share, and of the product.
    ['controlnet-normalized', 2 * Number.EPSILON * 640, ['ASSUMED_UNIT']],
  ])('%s', (name, tolerance, expected) => {
    const { format, poses, problems } = parse(name);
    expect([format, problems.map(({ code }) => code)]).toEqual(['controlnet', expected]);
    expect(poses[0]).toMatchObject({ skeleton: 'wholebody133', width, height, extra: { animals: [] } });
    const shared = namesOf('openpose18').filter((landmark) => landmark !== 'neck');
    const body = peopleOf('controlnet-body')[0]!.filter((_, joint) => joint !== 1);
    expect(greatestDifference(tripletsOf(poses[0]!, 0, shared), body)).toBeLessThanOrEqual(tolerance);
    const hand = tripletsOf(poses[0]!, 0, handOf('right_'));
    expect(greatestDifference(hand, peopleOf('controlnet-hand')[0]!)).toBeLessThanOrEqual(tolerance);
    expect(
      tripletsOf(poses[0]!, 0, handOf('left_'))
        .flat()
        .every((value) => value === 0),
    ).toBe(true);
  });

  it('dwpose', () => {
    const { format, poses, problems } = parse('dwpose');
    expect([format, poses[0]!.skeleton, problems]).toEqual(['dwpose', 'wholebody133', []]);
    const shared = namesOf('openpose18').filter((landmark) => landmark !== 'neck');
    for (const [person, points] of peopleOf('dwpose').entries()) {
      const told = points.map(([x, y, score]) => (score! > 0.3 ? [x!, y!, 1] : [0, 0, 0]));
      const parts: [readonly string[], number[][]][] = [
        [shared, told.slice(0, 18).filter((_, joint) => joint !== 1)],
        [face, told.slice(24, 92)],
        [handOf('left_'), told.slice(92, 113)],
        [handOf('right_'), told.slice(113)],
      ];
      // Shares are float32: half a unit of their 24th bit, in pixels.
      for (const [landmarks, part] of parts)
        expect(greatestDifference(tripletsOf(poses[0]!, person, landmarks), part)).toBeLessThanOrEqual(
          2 ** -24 * width,
        );
    }
  });
});
