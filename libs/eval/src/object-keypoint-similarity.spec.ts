import { getSkeleton, type Keypoint, type PersonPose } from '@contrapposto/pose';
import { readVectors } from '../../../tools/golden/vector-file.js';
import { computeJointDistances, computeObjectKeypointSimilarity } from './object-keypoint-similarity.js';
import { computeAveragePrecision } from './precision/table-precision.js';

const golden = readVectors('oks');
const { pictures } = golden.meta as { pictures: number };
const { oksSigmas } = getSkeleton('coco17');

/** (N, 17, 3) as people. */
function readPeople(key: string): PersonPose[] {
  const [count = 0] = golden.shape(key);
  const data = golden.float64(key);
  const readJoint = (at: number): Keypoint => ({
    x: data[at]!,
    y: data[at + 1]!,
    visibility: data[at + 2] as Keypoint['visibility'],
  });
  return Array.from({ length: count }, (_, person) => ({
    keypoints: Array.from({ length: 17 }, (_joint, joint) => readJoint((person * 17 + joint) * 3)),
  }));
}

describe('object keypoint similarity and average precision', () => {
  it('has the sigmas of pycocotools', () => {
    expect([...golden.float64('oksSigmas')].map((sigma, joint) => sigma - oksSigmas[joint]!)).toEqual(
      expect.arrayContaining(Array.from({ length: 17 }, () => expect.closeTo(0, 12))),
    );
  });

  it.each(Array.from({ length: pictures }, (_, picture) => picture))('equals pycocotools in picture %i', (picture) => {
    const [people, found] = [readPeople(`${picture}/people`), readPeople(`${picture}/found`)];
    const areas = golden.float64(`${picture}/areas`);
    const expected = golden.float64(`${picture}/similarities`);
    const table = found.map((other) =>
      people.map((truth, index) => computeObjectKeypointSimilarity(truth, other, oksSigmas, areas[index]!)),
    );
    expect(table.flat()).toHaveLength(expected.length);
    // pycocotools multiplies its constants in another order.
    for (const [index, similarity] of table.flat().entries()) expect(similarity).toBeCloseTo(expected[index]!, 12);
    const [precision] = golden.float64(`${picture}/averagePrecision`);
    expect(computeAveragePrecision(table, people.length)).toBeCloseTo(precision!, 12);
  });

  it('counts a joint that was not found as 0, and gives it no distance', () => {
    const [truth] = readPeople('0/people');
    const labelled = truth!.keypoints.filter(({ visibility }) => visibility > 0).length;
    const found = { keypoints: truth!.keypoints.with(0, { x: 0, y: 0, visibility: 0 as const }) };
    expect(computeObjectKeypointSimilarity(truth!, found, oksSigmas, 100)).toBeCloseTo((labelled - 1) / labelled, 12);
    expect(computeJointDistances(truth!, found)[0]).toBeNull();
  });

  it('has no value without a labelled joint', () => {
    const nobody: PersonPose = { keypoints: Array.from({ length: 17 }, () => ({ x: 0, y: 0, visibility: 0 })) };
    expect(computeObjectKeypointSimilarity(nobody, nobody, oksSigmas, 100)).toBeNaN();
  });
});
