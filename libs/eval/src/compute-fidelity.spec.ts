import { readFileSync } from 'node:fs';
import { convertPose, mirrorPose, parsePoseFile, type PersonPose, type Pose } from '@contrapposto/pose';
import { computeFidelity } from './compute-fidelity.js';
import { listVisiblePeople } from './pose-sample.js';
import { createCosineAveragePrecision } from './precision/cosine-average-precision.js';

const STARTER = new URL('../../../models/poses/starter.coco.json', import.meta.url);
const { poses } = parsePoseFile(readFileSync(STARTER), { fileName: 'starter.coco.json' });
const single = poses.find(({ people }) => people.length === 1)!;
const group = poses.find(({ people }) => people.length >= 3)!;

/** What an estimator says of people: joints, a score, and nothing else. */
const seen = ({ people }: Pose): PersonPose[] => people.map(({ keypoints }) => ({ keypoints, score: 0.9 }));
const shift = (people: readonly PersonPose[], by: number): PersonPose[] =>
  people.map((person) => ({ ...person, keypoints: person.keypoints.map((joint) => ({ ...joint, x: joint.x + by })) }));

describe('fidelity', () => {
  it.each(poses.map((pose) => [pose.name ?? pose.id, pose] as const))('is perfect for %s itself', (_name, pose) => {
    const fidelity = computeFidelity(pose, seen(pose));
    expect(fidelity.objectKeypointSimilarity).toBeCloseTo(1, 12);
    expect(fidelity.cosineAveragePrecision).toBeCloseTo(1, 12);
    expect(fidelity.peopleCountError).toBe(0);
    expect(fidelity.joints).toHaveLength(17);
    for (const { distancePx } of fidelity.joints) expect(distancePx ?? 0).toBe(0);
  });

  it('does not care who is named first', () => {
    const found = shift(seen(group), 6);
    const expected = computeFidelity(group, found);
    expect(expected.objectKeypointSimilarity).toBeLessThan(1);
    expect(computeFidelity(group, [...found].reverse())).toEqual(expected);
  });

  it('measures in pixels of the picture', () => {
    const { joints } = computeFidelity(single, shift(seen(single), 6));
    for (const { distancePx, objectKeypointSimilarity } of joints.filter((joint) => joint.distancePx !== null)) {
      expect(distancePx).toBeCloseTo(6, 9);
      expect(objectKeypointSimilarity).toBeLessThan(1);
    }
  });

  it('counts people who are missing, and people too many', () => {
    const found = seen(group);
    const missing = computeFidelity(group, found.slice(1));
    expect(missing.peopleCountError).toBe(1);
    expect(missing.objectKeypointSimilarity).toBeCloseTo((found.length - 1) / found.length, 12);
    const [extra] = shift(seen(single), 40);
    const tooMany = computeFidelity(group, [...found, { ...extra!, score: 0.1 }]);
    expect(tooMany).toMatchObject({ peopleCountError: 1, objectKeypointSimilarity: expect.closeTo(1, 12) });
    expect(tooMany.cosineAveragePrecision).toBeCloseTo(1, 12);
  });

  it('is 0 where nobody was found, with no distances', () => {
    const fidelity = computeFidelity(single, []);
    expect(fidelity).toMatchObject({ objectKeypointSimilarity: 0, cosineAveragePrecision: 0, peopleCountError: 1 });
    expect(fidelity.joints.every(({ distancePx }) => distancePx === null)).toBe(true);
  });

  it('sees that left and right are exchanged', () => {
    const mirrored = mirrorPose(mirrorPose(single));
    expect(computeFidelity(single, seen(mirrored)).objectKeypointSimilarity).toBeCloseTo(1, 9);
    expect(computeFidelity(single, seen(mirrorPose(single))).objectKeypointSimilarity).toBeLessThan(0.9);
  });

  it('leaves out what the picture cannot show', () => {
    const cut: Pose = { ...single, width: single.width / 2 };
    const visible = seen(cut).map(({ keypoints }) => ({
      keypoints: keypoints.map((joint) => (joint.x > cut.width ? { x: 0, y: 0, visibility: 0 as const } : joint)),
    }));
    expect(computeFidelity(cut, visible).objectKeypointSimilarity).toBeCloseTo(1, 12);
    const outside: Pose = { ...single, people: shift(single.people, single.width * 2) };
    expect(computeFidelity(outside, [])).toMatchObject({
      objectKeypointSimilarity: null,
      cosineAveragePrecision: null,
      peopleCountError: 0,
    });
  });

  it('reads poses of other skeletons by the names of their joints', () => {
    const { pose } = convertPose(single, 'openpose18');
    const [truth] = convertPose(pose, 'coco17').pose.people;
    expect(computeFidelity(pose, [truth!]).objectKeypointSimilarity).toBeCloseTo(1, 12);
  });

  it('goes by the joints where a pose brings no box', () => {
    const drawn: Pose = { ...single, people: seen(single) };
    const found = shift(seen(single), 6);
    const [withBox, without] = [single, drawn].map((pose) => computeFidelity(pose, found).objectKeypointSimilarity!);
    expect(without).toBeGreaterThan(0);
    expect(without).toBeLessThan(withBox!);
  });

  it('has the CAP of one picture that a measurement of many would have', () => {
    const found = shift(seen(group), 9).map((person, index) => ({ ...person, score: 0.9 - index / 100 }));
    const metric = createCosineAveragePrecision({ rules: 'paper', skeleton: 'coco17' });
    for (const people of [found, found.slice(1), [...mirrorPose(group).people, ...found]]) {
      const accumulator = metric.createAccumulator();
      accumulator.update({ id: 'one', people: listVisiblePeople(group), found: people });
      expect(computeFidelity(group, people).cosineAveragePrecision).toBe(metric.compute(accumulator.statistics).CAP);
    }
  });
});
