import { SKELETONS } from '../skeletons/registry.js';
import { type Pose } from '../types.js';
import { parsePoseFile, type ParsePoseFileOptions } from './parse-pose-file.js';

const parse = (file: unknown, options: Partial<ParsePoseFileOptions> = {}) =>
  parsePoseFile(typeof file === 'string' ? file : JSON.stringify(file), {
    fileName: 'clip/a_keypoints.json',
    ...options,
  });

/** x, y, c of `count` joints: x is the joint's number. */
const triplets = (count: number, y = 20, c = 1) => Array.from({ length: count }, (_, x) => [x, y, c]).flat();
const jointOf = (pose: Pose, name: string) =>
  pose.people[0]!.keypoints[SKELETONS[pose.skeleton].keypointNames.indexOf(name)]!;
const codesOf = ({ problems }: ReturnType<typeof parse>) =>
  problems.map(({ code, record, field }) => [code, record, field]);

describe('OpenPose', () => {
  it('is told apart by the length of its lists, and named after its file', () => {
    const parsed = parse(
      { version: 1.2, people: [{ pose_keypoints_2d: triplets(25, 20, 0.5) }] },
      { canvas: { width: 90, height: 60 } },
    );
    const [pose] = parsed.poses;
    expect(parsed.problems).toEqual([]);
    expect(pose).toMatchObject({ name: 'a', skeleton: 'body25', width: 90, height: 60, extra: { version: 1.2 } });
    expect(jointOf(pose!, 'mid_hip')).toEqual({ x: 8, y: 20, visibility: 2, score: 0.5 });
  });

  it('takes the smallest canvas where nobody says how large the picture was', () => {
    const parsed = parse({ people: [{ pose_keypoints_2d: triplets(18) }] });
    expect(parsed.poses[0]).toMatchObject({ skeleton: 'openpose18', width: 18, height: 21 });
    expect(codesOf(parsed)).toEqual([['UNKNOWN_CANVAS', 'file', 'width, height']]);
    expect(parsed.report.losses).toMatchObject([{ kind: 'SYNTHESIZED', what: 'width, height', count: 1 }]);
  });

  it('leaves out what cannot be used, and reads the rest', () => {
    const canvas = { width: 90, height: 60 };
    const bad = [...triplets(18).slice(0, 51), 'x', 1, 1];
    const parsed = parse({ people: [7, { pose_keypoints_2d: bad, face_keypoints_2d: triplets(15) }] }, { canvas });
    expect(codesOf(parsed)).toEqual([
      ['WRONG_TYPE', 'annotation', ''],
      ['WRONG_TYPE', 'annotation', 'pose_keypoints_2d[51]'],
      ['WRONG_LENGTH', 'annotation', 'face_keypoints_2d'],
    ]);
    expect(parsed.poses[0]!.people).toHaveLength(1);
    expect(jointOf(parsed.poses[0]!, 'left_ear').visibility).toBe(0);
    expect(jointOf(parsed.poses[0]!, 'right_ear').visibility).toBe(2);
  });
});

describe('ControlNet', () => {
  const frame = (person: object, rest = {}) => ({ people: [person], canvas_width: 512, canvas_height: 256, ...rest });

  it('reads nested lists, null parts, joints that are hidden, and a score where there is one', () => {
    const nested = Array.from({ length: 18 }, (_, x) => [x, 20, x === 3 ? 0.5 : 1]);
    nested[0] = [-1, -1, 1];
    nested[1] = [9, 9, 0];
    const { poses, problems } = parse(frame({ pose_keypoints_2d: nested, hand_left_keypoints_2d: null }));
    expect(problems).toEqual([]);
    expect(poses[0]).toMatchObject({ skeleton: 'openpose18', width: 512, height: 256 });
    expect(['nose', 'neck', 'right_elbow', 'right_wrist'].map((name) => jointOf(poses[0]!, name))).toEqual([
      { x: 0, y: 0, visibility: 0 },
      { x: 0, y: 0, visibility: 0 },
      { x: 3, y: 20, visibility: 2, score: 0.5 },
      { x: 4, y: 20, visibility: 2 },
    ]);
  });

  it('takes a list of frames, each under its number', () => {
    const frames = [frame({ pose_keypoints_2d: triplets(18) }), 3, frame({ pose_keypoints_2d: triplets(18) })];
    const parsed = parse(frames);
    expect(parsed.poses.map(({ id }) => id)).toEqual(['0', '2']);
    expect(codesOf(parsed)).toEqual([['WRONG_TYPE', 'image', '']]);
  });

  it('takes small numbers for shares with a warning, unless the file says what they are', () => {
    const person = { pose_keypoints_2d: triplets(18).map((value, at) => (at % 3 === 2 ? 1 : value / 32)) };
    const guessed = parse(frame(person));
    expect(codesOf(guessed)).toEqual([['ASSUMED_UNIT', 'file', 'people']]);
    expect(jointOf(guessed.poses[0]!, 'neck')).toMatchObject({ x: 16, y: 160 });
    const told = parse(frame(person, { coordinates: 'pixels' }));
    expect(told.problems).toEqual([]);
    expect(jointOf(told.poses[0]!, 'neck')).toMatchObject({ x: 1 / 32, y: 20 / 32 });
  });
});

describe('DWPose', () => {
  const bodies = {
    candidate: Array.from({ length: 18 }, (_, x) => [x / 32, 0.5]),
    subset: [Array.from({ length: 18 }, (_, x) => (x === 2 ? -1 : x))],
  };

  it('reads shares of a picture of which it must be told the size', () => {
    const { poses } = parse({ bodies, hands: [], faces: [] }, { canvas: { width: 64, height: 32 } });
    expect(poses[0]).toMatchObject({ skeleton: 'openpose18', width: 64, height: 32 });
    expect(jointOf(poses[0]!, 'neck')).toEqual({ x: 2, y: 16, visibility: 2 });
    expect(jointOf(poses[0]!, 'right_shoulder').visibility).toBe(0);
    const guessed = parse({ bodies });
    expect(guessed.poses[0]).toMatchObject({ width: 512, height: 512 });
    expect(codesOf(guessed)).toEqual([['UNKNOWN_CANVAS', 'file', 'width, height']]);
  });

  it("reports places that are none, and hands that are nobody's", () => {
    const subset = [Array.from({ length: 18 }, () => 99)];
    const parsed = parse({ bodies: { ...bodies, subset }, hands: [[]] }, { canvas: { width: 9, height: 9 } });
    expect(parsed.problems).toHaveLength(19);
    expect(parsed.problems.at(-1)).toMatchObject({ field: 'hands', expected: '2 lists of points' });
  });
});

describe('MMPose', () => {
  const points = (count: number) => Array.from({ length: count }, (_, x) => [x, 2 * x]);
  const canvas = { width: 300, height: 300 };

  it('reads every form of its predictions', () => {
    const instance = {
      keypoints: points(17),
      keypoint_scores: Array(17).fill(0.5),
      bbox: [[1, 2, 11, 22]],
      bbox_score: 0.9,
    };
    for (const file of [[instance], { instance_info: [instance] }, { predictions: [[instance]] }]) {
      const { format, poses, problems } = parse(file, { canvas });
      expect([format, problems]).toEqual(['mmpose', []]);
      expect(poses).toMatchObject([{ skeleton: 'coco17', name: 'a', people: [{ bbox: [1, 2, 10, 20], score: 0.9 }] }]);
    }
    const video = [
      { frame_id: 4, instances: [instance] },
      { frame_id: 5, instances: [] },
    ];
    for (const file of [video, { meta_info: {}, instance_info: video }])
      expect(parse(file, { canvas }).poses.map(({ id, people }) => [id, people.length])).toEqual([
        ['4', 1],
        ['5', 0],
      ]);
  });

  it('goes by the names of meta_info before the order of joints', () => {
    const names = [...SKELETONS.coco17.keypointNames].reverse();
    const meta_info = { keypoint_id2name: Object.fromEntries(names.map((name, index) => [index, name])) };
    const { poses } = parse({ meta_info, instance_info: [{ keypoints: points(17) }] }, { canvas });
    expect(jointOf(poses[0]!, 'nose')).toEqual({ x: 16, y: 32, visibility: 2 });
  });

  it("reports lists that are no skeleton's, joints in space and boxes inside out", () => {
    const instances = [{ keypoints: points(5) }, { keypoints: [[1, 2, 3], ...points(16)], bbox: [9, 9, 1, 1] }];
    const parsed = parse(instances, { canvas });
    expect(codesOf(parsed)).toEqual([
      ['WRONG_LENGTH', 'annotation', 'keypoints'],
      ['WRONG_TYPE', 'annotation', 'bbox'],
      ['WRONG_LENGTH', 'annotation', 'keypoints[0]'],
    ]);
    expect(parsed.poses[0]!.people).toHaveLength(1);
  });
});

describe('YOLO pose', () => {
  const label = (count: number, third: string) =>
    ['1 0.5 0.5 0.25 0.5', ...Array.from({ length: count }, (_, x) => `${x / 64} 0.5 ${third}`)].join(' ').trim();
  const options = { fileName: 'labels/b.txt', canvas: { width: 64, height: 32 } };

  it('reads labels of every skeleton, with visibility, without, and predictions with scores', () => {
    const { poses, problems } = parse(`${label(133, '1')}\n\n${label(133, '0')}\r\n`, options);
    expect(problems).toEqual([]);
    expect(poses[0]).toMatchObject({ name: 'b', skeleton: 'wholebody133' });
    expect(poses[0]!.people[0]).toMatchObject({ bbox: [24, 8, 16, 16], extra: { class: 1 } });
    expect(poses[0]!.people.map(({ keypoints }) => keypoints[5]!.visibility)).toEqual([1, 0]);
    expect(jointOf(parse(label(17, ''), options).poses[0]!, 'left_eye')).toEqual({ x: 1, y: 16, visibility: 2 });
    const predicted = parse(`${label(17, '0.75')} 0.5`, options).poses[0]!;
    expect(jointOf(predicted, 'left_eye')).toEqual({ x: 1, y: 16, visibility: 2, score: 0.75 });
    expect(predicted.people[0]!.score).toBe(0.5);
  });

  it('takes an empty label for a picture of nobody, and leaves out lines that are of another length', () => {
    expect(parse('', options).poses).toMatchObject([{ people: [] }]);
    expect(() => parse('', { fileName: 'x.json' })).toThrow(expect.objectContaining({ code: 'INVALID_JSON' }));
    const parsed = parse(`${label(17, '2')}\n1 2 3\n${label(21, '2')}\n`, options);
    expect(codesOf(parsed)).toEqual([
      ['WRONG_LENGTH', 'annotation', 'line 2'],
      ['WRONG_LENGTH', 'annotation', 'line 3'],
    ]);
    expect(parsed.poses[0]!.people).toHaveLength(1);
  });

  it('refuses more people than a picture can hold', () => {
    expect(() => parse('0 1\n'.repeat(20_001), options)).toThrow('at most 20000 people, got 20001');
  });
});
