import type { Keypoint, PersonPose } from '@contrapposto/pose';
import { readVectors } from '../../../tools/golden/vector-file.js';
import { computeCosineSimilarity } from './cosine-similarity.js';
import { computeAveragePrecision } from './precision/table-precision.js';

const golden = readVectors('oks');
const data = golden.float64('0/people');
const person: PersonPose = {
  keypoints: Array.from({ length: 17 }, (_, joint) => ({
    x: data[joint * 3]!,
    y: data[joint * 3 + 1]!,
    visibility: data[joint * 3 + 2] as Keypoint['visibility'],
  })),
};
const map = (change: (keypoint: Keypoint) => Keypoint): PersonPose => ({
  keypoints: person.keypoints.map((keypoint) => (keypoint.visibility > 0 ? change(keypoint) : keypoint)),
});
const line = (...xs: readonly number[]): PersonPose => ({ keypoints: xs.map((x) => ({ x, y: 0, visibility: 2 })) });

describe('cosine similarity of people', () => {
  it('is 1 for the same shape, wherever it stands and however large it is', () => {
    expect(computeCosineSimilarity(person, person)).toBeCloseTo(1, 12);
    const moved = map(({ x, y, visibility }) => ({ x: 3 * x + 70, y: 2 * y - 9, visibility }));
    expect(computeCosineSimilarity(person, moved)).toBeCloseTo(1, 12);
  });

  it('sees a person upside down in y, which the published formula does not', () => {
    const upsideDown = map(({ x, y, visibility }) => ({ x, y: -y, visibility }));
    const mirrored = map(({ x, y, visibility }) => ({ x: -x, y, visibility }));
    expect(computeCosineSimilarity(person, upsideDown)).toBeLessThan(0.9);
    expect(computeCosineSimilarity(person, mirrored)).toBeLessThan(0.9);
  });

  it('is this, computed by hand', () => {
    // Truth: x 0, 1/2, 1 and y 1, 0, 0; found: x 0, 1, 1 and y the same.
    const truth: PersonPose = {
      keypoints: [
        [0, 5],
        [1, 0],
        [2, 0],
      ].map(([x, y]) => ({ x: x!, y: y!, visibility: 2 })),
    };
    const found: PersonPose = {
      keypoints: [
        [0, 9],
        [4, 1],
        [4, 1],
      ].map(([x, y]) => ({ x: x!, y: y!, visibility: 2 })),
    };
    const cosineOfX = (0.5 * 1 + 1 * 1) / (Math.hypot(0.5, 1) * Math.SQRT2);
    expect(computeCosineSimilarity(truth, found)).toBeCloseTo((cosineOfX + 1) / 2, 12);
  });

  it('falls with every joint that was not found', () => {
    const without = (count: number): PersonPose => ({
      keypoints: person.keypoints.map((keypoint, joint) => (joint < count ? { x: 0, y: 0, visibility: 0 } : keypoint)),
    });
    const similarities = [0, 6, 12, 17].map((count) => computeCosineSimilarity(person, without(count))!);
    expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
    expect(similarities.at(-1)).toBe(0);
  });

  it('takes an axis without extent as zeros, and a person without extent as shapeless', () => {
    expect(computeCosineSimilarity(line(0, 1, 4), line(2, 4, 10))).toBeCloseTo(1, 12);
    expect(computeCosineSimilarity(line(3), line(3))).toBeNull();
    expect(computeCosineSimilarity(line(0, 1), line(5, 5))).toBe(0);
  });

  it('makes an average precision that is 1 for what is right, and ranks what is not', () => {
    expect(computeAveragePrecision([[1]], 1)).toBeCloseTo(1, 12);
    expect(computeAveragePrecision([[0.72]], 1)).toBeCloseTo(0.5, 12);
    expect(computeAveragePrecision([], 1)).toBe(0);
    // The false one comes first: half of all that is found is right at any recall.
    expect(computeAveragePrecision([[0], [1]], 1)).toBeCloseTo(0.5, 12);
  });
});
