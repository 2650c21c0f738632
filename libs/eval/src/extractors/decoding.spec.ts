import { decodeAssociativeEmbedding } from './decode-associative-embedding.js';
import { decodeDetectedPoses, decodeYoloPose } from './decode-boxes.js';
import { decodeSimcc, flipAxisScores } from './decode-simcc.js';
import { toPeople } from './decoded-people.js';
import { enlargePlanes, flipPlanes, type FeaturePlanes } from './feature-planes.js';
import { mirrorInput, normalizePicture } from './prepare-picture.js';
import { EXTRACTOR_PRESETS } from './presets.js';

const JOINTS = 17;
const SWAPPED = [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15];
const NO_THRESHOLDS = { scoreThreshold: 0, keypointScoreThreshold: 0 };

type Point = readonly [x: number, y: number];

/** Planes with a Gaussian for each person's joint, and around it that person's tag. */
function drawOutputs(people: readonly { tag: number; joints: readonly (Point | null)[] }[], size: number) {
  const draw = (side: number, withTags: boolean): FeaturePlanes => {
    const data = new Float32Array((withTags ? 2 : 1) * JOINTS * side * side);
    const scale = (side - 1) / (size - 1);
    for (const { tag, joints } of people)
      joints.forEach((point, joint) => {
        if (!point) return;
        for (let y = 0; y < side; y++)
          for (let x = 0; x < side; x++) {
            const distance = (x - point[0] * scale) ** 2 + (y - point[1] * scale) ** 2;
            const at = (joint * side + y) * side + x;
            data[at] = Math.max(data[at]!, 0.9 * Math.exp(-distance / (2 * (withTags ? 1 : 2) ** 2)));
            if (withTags && distance < 25) data[at + JOINTS * side * side] = tag;
          }
      });
    return { count: (withTags ? 2 : 1) * JOINTS, width: side, height: side, data };
  };
  return { coarse: draw(32, true), fine: draw(64, false) };
}

describe('decodeAssociativeEmbedding', () => {
  const placeJoints = (left: number): Point[] =>
    Array.from({ length: JOINTS }, (_, joint) => [left + 3 * (joint % 5), 8 + 6.5 * joint]);
  const size = 128;
  const first = placeJoints(20);
  const second = placeJoints(90);

  it('tells people apart by their tags, and finds joints between pixels', () => {
    const outputs = drawOutputs(
      [
        { tag: 5, joints: first },
        { tag: -5, joints: second },
      ],
      size,
    );
    const people = decodeAssociativeEmbedding(outputs, null, SWAPPED, { width: size, height: size });
    expect(people).toHaveLength(2);
    const [one, other] = people.sort((a, b) => a.joints[0]!.x - b.joints[0]!.x);
    one!.joints.forEach(({ x, y }, joint) => {
      expect(Math.abs(x - first[joint]![0])).toBeLessThan(1);
      expect(Math.abs(y - first[joint]![1])).toBeLessThan(1);
    });
    expect(Math.abs(other!.joints[16]!.x - second[16]![0])).toBeLessThan(1);
  });

  it('fills a joint that is missing, and counts it as nothing in the score', () => {
    const whole = decodeAssociativeEmbedding(drawOutputs([{ tag: 1, joints: first }], size), null, SWAPPED, {
      width: size,
      height: size,
    });
    const outputs = drawOutputs([{ tag: 1, joints: first.map((point, joint) => (joint === 9 ? null : point)) }], size);
    const [person] = decodeAssociativeEmbedding(outputs, null, SWAPPED, { width: size, height: size });
    expect(person!.joints).toHaveLength(JOINTS);
    expect(person!.joints[9]!.score).toBe(0);
    expect(person!.score / whole[0]!.score).toBeCloseTo(16 / 17, 2);
  });

  it('averages with the mirror image', () => {
    const outputs = drawOutputs([{ tag: 2, joints: first }], size);
    const mirrored = {
      coarse: flipPlanes(outputs.coarse, [...SWAPPED, ...SWAPPED.map((joint) => joint + JOINTS)]),
      fine: flipPlanes(outputs.fine, SWAPPED),
    };
    const alone = decodeAssociativeEmbedding(outputs, null, SWAPPED, { width: size, height: size });
    const both = decodeAssociativeEmbedding(outputs, mirrored, SWAPPED, { width: size, height: size });
    expect(both).toHaveLength(1);
    both[0]!.joints.forEach(({ x }, joint) => expect(x).toBeCloseTo(alone[0]!.joints[joint]!.x, 4));
  });

  it('sees nobody in an empty picture', () => {
    expect(decodeAssociativeEmbedding(drawOutputs([], size), null, SWAPPED, { width: size, height: size })).toEqual([]);
  });
});

describe('decodeSimcc', () => {
  const scores = (length: number, places: readonly number[], value: number) => {
    const data = new Float32Array(places.length * length);
    places.forEach((place, joint) => (data[joint * length + place] = value));
    return { joints: places.length, length, data };
  };

  it('reads half pixels, and the lower of both scores', () => {
    const { joints } = decodeSimcc(scores(384, [31, 0], 0.5), scores(512, [100, 511], 0.25), {
      width: 192,
      height: 256,
    });
    expect(joints).toEqual([
      { x: 15.5, y: 50, score: 0.25 },
      { x: 0, y: 255.5, score: 0.25 },
    ]);
  });

  it('turns a mirror image back', () => {
    const flipped = flipAxisScores(scores(8, [1, 5], 1), [1, 0], true);
    expect(flipped.data.indexOf(1)).toBe(8 - 1 - 5);
    expect(flipped.data.lastIndexOf(1)).toBe(8 + 8 - 1 - 1);
  });
});

describe('boxes', () => {
  /** Two candidates on the same person, one elsewhere, one too faint: (5 + 3, candidates). */
  const candidates = [
    [50, 50, 20, 40, 0.9, 51, 52, 0.8],
    [51, 51, 20, 40, 0.7, 0, 0, 0],
    [90, 50, 20, 40, 0.5, 90, 60, 0.4],
    [20, 20, 20, 40, 0.2, 0, 0, 0],
  ];
  const data = Float32Array.from({ length: 32 }, (_, at) => candidates[at % 4]![Math.floor(at / 4)]!);

  it('of YOLO are cleared of doubles and of faint ones', () => {
    const people = decodeYoloPose(data, 8, 4);
    expect(people.map(({ score }) => score)).toEqual([expect.closeTo(0.9), 0.5]);
    expect(people[0]).toMatchObject({ box: [40, 30, 20, 40], joints: [{ x: 51, y: 52, score: expect.closeTo(0.8) }] });
  });

  it('of RTMO come as left, top, right, bottom', () => {
    const [person] = decodeDetectedPoses(Float32Array.of(1, 2, 11, 22, 0.5), Float32Array.of(3, 4, 0.75), 1, 1);
    expect(person).toEqual({ score: 0.5, box: [1, 2, 10, 20], joints: [{ x: 3, y: 4, score: 0.75 }] });
  });

  it('become people in the picture, best first', () => {
    const way = { scaleX: 2, scaleY: 3, offsetX: -10, offsetY: 5 };
    const thresholds = { scoreThreshold: 0.3, keypointScoreThreshold: 0.6 };
    const people = toPeople(decodeYoloPose(data, 8, 4, { overlapThreshold: 1 }), way, thresholds);
    expect(people.map(({ score }) => score)).toEqual([expect.closeTo(0.9), expect.closeTo(0.7), 0.5]);
    expect(people[0]!.keypoints[0]).toMatchObject({ x: 92, y: 161, visibility: 2 });
    expect(people[2]!.keypoints[0]).toMatchObject({ x: 0, y: 0, visibility: 0 });
    expect(people[0]!.bbox).toEqual([70, 95, 40, 120]);
    expect(toPeople([], way, NO_THRESHOLDS)).toEqual([]);
  });
});

describe('inputs', () => {
  it('are normalized per channel, in the order of the network', () => {
    const planes = { width: 1, height: 1, data: Float32Array.of(10, 20, 30) };
    const settings = { mean: [1, 2, 3], deviation: [2, 2, 3] } as const;
    expect([...normalizePicture(planes, { channelOrder: 'RGB', ...settings })]).toEqual([4.5, 9, 9]);
    expect([...normalizePicture(planes, { channelOrder: 'BGR', ...settings })]).toEqual([
      14.5,
      9,
      expect.closeTo(7 / 3),
    ]);
  });

  it('are mirrored row by row', () => {
    expect([...mirrorInput(Float32Array.of(1, 2, 3, 4, 5, 6), 3)]).toEqual([3, 2, 1, 6, 5, 4]);
  });

  it("of Inception are torch-fidelity's -1 to 127 / 128", () => {
    const { normalization } = EXTRACTOR_PRESETS['inception-v3-fid'];
    const planes = { width: 1, height: 1, data: Float32Array.of(0, 128, 255) };
    expect([...normalizePicture(planes, normalization)]).toEqual([-1, 0, 127 / 128]);
  });
});

it('enlargePlanes keeps corners, and what lies between them in proportion', () => {
  const { data } = enlargePlanes({ count: 1, width: 2, height: 2, data: Float32Array.of(0, 2, 4, 6) }, 3, 3);
  expect([...data]).toEqual([0, 1, 2, 2, 3, 4, 4, 5, 6]);
});
