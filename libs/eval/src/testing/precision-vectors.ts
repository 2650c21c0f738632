import { type BoundingBox, type Keypoint, type PersonPose } from '@contrapposto/pose';
import { readVectors } from '../../../../tools/golden/vector-file.js';
import { type MetricValues } from '../metric.js';
import { type PoseSample } from '../pose-sample.js';

/** A set of pictures that pycocotools and xtcocotools measured: tools/golden/average_precision.py. */
export interface PrecisionSet {
  readonly skeleton: string;
  readonly oksSigmas: readonly number[];
  readonly samples: readonly PoseSample[];
  /** COCO's ten numbers by a reference, null for its -1, in the order of `values`. */
  readExpected(reference: string): (number | null)[];
}

const golden = readVectors('average-precision');
const { sets, grid } = golden.meta as { sets: string[]; grid: number };

export const PRECISION_SETS: readonly PrecisionSet[] = sets.map((skeleton, index) => ({
  skeleton,
  oksSigmas: [...golden.float64(`oksSigmas/${skeleton}`)],
  samples: readSamples(index),
  readExpected: (reference) => [...golden.float64(`${index}/${reference}`)].map(readValue),
}));

/** In the order of COCOeval.summarize. */
export function listValues(values: MetricValues, name: 'AP' | 'CAP'): (number | null)[] {
  const recall = name.replace('P', 'R');
  return [name, recall].flatMap((prefix) => ['', '50', '75', 'm', 'l'].map((part) => values[`${prefix}${part}`]!));
}

function readValue(value: number): number | null {
  return value === -1 ? null : value;
}

function readSamples(set: number): PoseSample[] {
  const crowds = golden.uint8(`${set}/crowds`);
  const areas = golden.float64(`${set}/areas`);
  const boxes = readBoxes(`${set}/boxes`);
  const truth = readPeople(`${set}/truth`).map((person, index): PersonPose => ({
    ...person,
    area: areas[index]!,
    bbox: boxes[index]!,
    ...(crowds[index] === 1 && { crowd: true }),
  }));
  const scores = golden.float64(`${set}/scores`);
  const foundBoxes = golden.keys.includes(`${set}/foundBoxes`) ? readBoxes(`${set}/foundBoxes`) : null;
  const found = readPeople(`${set}/found`).map((person, index): PersonPose => ({
    ...person,
    score: scores[index]!,
    ...(foundBoxes && { bbox: foundBoxes[index]! }),
  }));
  const [truthPictures, foundPictures] = [golden.uint8(`${set}/truthPictures`), golden.uint8(`${set}/foundPictures`)];
  return [...golden.float64(`${set}/ids`)].map((id, picture) => ({
    id: String(id),
    people: truth.filter((_person, index) => truthPictures[index] === picture),
    found: found.filter((_person, index) => foundPictures[index] === picture),
  }));
}

function readPeople(key: string): PersonPose[] {
  const [count = 0, joints = 0] = golden.shape(key);
  const data = golden.uint16(key);
  const readJoint = (at: number): Keypoint => ({
    x: data[at]! / grid,
    y: data[at + 1]! / grid,
    visibility: (data[at + 2]! / grid) as Keypoint['visibility'],
  });
  return Array.from({ length: count }, (_, person) => ({
    keypoints: Array.from({ length: joints }, (_joint, joint) => readJoint((person * joints + joint) * 3)),
  }));
}

function readBoxes(key: string): BoundingBox[] {
  const data = [...golden.uint16(key)].map((side) => side / grid);
  return Array.from({ length: data.length / 4 }, (_, index) => data.slice(index * 4, index * 4 + 4) as never);
}
