import { getSkeleton, isSkeletonName, SKELETONS, type Keypoint, type PersonPose, type Pose } from '@contrapposto/pose';
import { createReader, isRecord, type CheckedReader, type Range } from './checked-reader.js';
import { assertKeys, invalid } from './recipe-errors.js';

const MAX_PEOPLE = 1000;
const MAX_NAME_LENGTH = 1000;
const CANVAS_SIDE: Range = { least: 1, most: 16_384, whole: true };
const COORDINATE: Range = { least: -(2 ** 24), most: 2 ** 24 };
const VISIBILITY: Range = { least: 0, most: 2, whole: true };
/** Confidences are 0..1, but some detectors' are not, and only their order against a threshold counts here. */
const SCORE: Range = { least: -1e6, most: 1e6 };

/**
 * The pose of a recipe, from outside: a known skeleton, as many keypoints per person as it has joints, finite numbers.
 * What does not decide any pixel (boxes, areas, three dimensions, fields of no meaning here) is left out of it.
 *
 * @throws ModelCoreError INVALID_RECIPE naming the field, e.g. `pose.people[2].keypoints[5].x`
 */
export function assertPose(value: unknown): Pose {
  if (!isRecord(value)) throw invalid('pose', 'an object', value);
  assertKeys(value, ['id', 'name', 'skeleton', 'width', 'height', 'people', 'spatial', 'extra'], 'pose');
  const read = createReaderAt(value, 'pose');
  const skeleton = read.choice('skeleton', Object.keys(SKELETONS).filter(isSkeletonName));
  const jointCount = getSkeleton(skeleton).keypointNames.length;
  const people = assertList(value.people, 'pose.people', MAX_PEOPLE);
  return {
    ...(value.id !== undefined && { id: read.text('id', MAX_NAME_LENGTH) }),
    ...(value.name !== undefined && { name: read.text('name', MAX_NAME_LENGTH) }),
    skeleton,
    width: read.number('width', CANVAS_SIDE),
    height: read.number('height', CANVAS_SIDE),
    people: people.map((person, index) => assertPerson(person, `pose.people[${String(index)}]`, jointCount)),
  };
}

function assertPerson(value: unknown, where: string, jointCount: number): PersonPose {
  if (!isRecord(value)) throw invalid(where, 'an object', value);
  assertKeys(value, ['id', 'keypoints', 'score', 'bbox', 'area', 'hidden', 'crowd', 'extra'], where);
  const read = createReaderAt(value, where);
  const keypoints = assertList(value.keypoints, `${where}.keypoints`, jointCount);
  if (keypoints.length !== jointCount) {
    throw invalid(`${where}.keypoints`, `a list of ${String(jointCount)}, one per joint`, keypoints.length);
  }
  return {
    ...(value.id !== undefined && { id: read.text('id', MAX_NAME_LENGTH) }),
    keypoints: keypoints.map((keypoint, index) => assertKeypoint(keypoint, `${where}.keypoints[${String(index)}]`)),
    ...(value.score !== undefined && { score: read.number('score', SCORE) }),
    ...(value.hidden !== undefined && { hidden: assertNames(value.hidden, `${where}.hidden`, jointCount) }),
    ...(value.crowd !== undefined && read.flag('crowd') && { crowd: true as const }),
  };
}

function assertNames(value: unknown, where: string, longest: number): readonly string[] {
  const names = assertList(value, where, longest);
  if (names.every((name) => typeof name === 'string' && name.length <= MAX_NAME_LENGTH)) return names as string[];
  throw invalid(where, 'a list of joint names', value);
}

function assertKeypoint(value: unknown, where: string): Keypoint {
  if (!isRecord(value)) throw invalid(where, 'an object', value);
  assertKeys(value, ['x', 'y', 'visibility', 'score'], where);
  const read = createReaderAt(value, where);
  return {
    x: read.number('x', COORDINATE),
    y: read.number('y', COORDINATE),
    visibility: read.number('visibility', VISIBILITY) as Keypoint['visibility'],
    ...(value.score !== undefined && { score: read.number('score', SCORE) }),
  };
}

function assertList(value: unknown, where: string, longest: number): readonly unknown[] {
  if (Array.isArray(value) && value.length <= longest) return value;
  const got = Array.isArray(value) ? `a list of ${String(value.length)}` : value;
  throw invalid(where, `a list of at most ${String(longest)}`, got);
}

function createReaderAt(value: Readonly<Record<string, unknown>>, where: string): CheckedReader {
  return createReader(value, (key, ...rest) => invalid(`${where}.${key}`, ...rest));
}
