import { isLabelled, UNLABELLED } from '../keypoint.js';
import { SKELETONS } from '../skeletons/registry.js';
import { type BoundingBox, type Keypoint, type PersonPose, type Visibility } from '../types.js';
import { COCO17_LAYOUT, type CocoCategory, HUMANART21_LAYOUT, type KeypointLayout } from './coco-categories.js';
import { codeOf, type FileRecord, isFiniteNumber } from './file-record.js';
import { type JsonValue } from './json-reader.js';
import { describeValue } from './problems.js';

/** What the third number of a joint means: COCO's flag in annotations, a confidence in results. */
export type ThirdNumber = 'visibility' | 'score';

/** Fields of an annotation that are read into a person; others stay in `extra`. */
export const ANNOTATION_FIELDS = [
  'id',
  'image_id',
  'keypoints',
  'keypoints_21',
  'num_keypoints',
  'num_keypoints_21',
  'bbox',
  'area',
  'iscrowd',
  'score',
  'keypoint_scores',
] as const;
const TAKEN: ReadonlySet<string> = new Set(ANNOTATION_FIELDS);
/** Where `keypoint_scores` is not what this package writes, it is somebody else's. */
const TAKEN_WITHOUT_SCORES: ReadonlySet<string> = new Set(
  ANNOTATION_FIELDS.filter((name) => name !== 'keypoint_scores'),
);

const HUMANART_ONLY = 17;

function isVisibility(value: JsonValue): value is Visibility {
  return value === 0 || value === 1 || value === 2;
}

function reportNumber(record: FileRecord, expected: string, field: string, at: number, value: JsonValue): void {
  const got = describeValue(value);
  record.report({ code: codeOf(value), severity: 'error', field: `${field}[${at}]`, expected, got });
}

/** One x, y, v triplet. A joint with a number that cannot be used is unlabelled, and reported. */
function readJoint(record: FileRecord, list: JsonValue[], at: number, field: string, third: ThirdNumber): Keypoint {
  const [x, y, v] = [list[at]!, list[at + 1]!, list[at + 2]!];
  if (x === 0 && y === 0 && v === 0) return UNLABELLED;
  if (isFiniteNumber(x) && isFiniteNumber(y)) {
    if (third === 'visibility' && isVisibility(v)) return { x, y, visibility: v };
    if (third === 'score' && isFiniteNumber(v)) return { x, y, visibility: 2, score: v };
    const expected = third === 'visibility' ? 'a visibility of 0, 1 or 2' : 'a finite score';
    reportNumber(record, expected, field, at + 2, v);
  }
  if (!isFiniteNumber(x)) reportNumber(record, 'a finite coordinate', field, at, x);
  if (!isFiniteNumber(y)) reportNumber(record, 'a finite coordinate', field, at + 1, y);
  return UNLABELLED;
}

function readJoints(record: FileRecord, field: string, layout: KeypointLayout, third: ThirdNumber): Keypoint[] {
  const list = record.fields[field] as JsonValue[];
  return layout.positions.map((position) =>
    position < 0 ? UNLABELLED : readJoint(record, list, position * 3, field, third),
  );
}

/** Scores of joints, beside COCO's own fields, in the order of its list; null where a joint has none. Undefined where they are not that. */
function readJointScores({ fields }: FileRecord, count: number): (number | null)[] | undefined {
  const { keypoint_scores: scores } = fields;
  const isList = Array.isArray(scores) && scores.length === count;
  return isList && scores.every((score) => score === null || isFiniteNumber(score)) ? scores : undefined;
}

function addScores(keypoints: readonly Keypoint[], scores: readonly (number | null)[], { positions }: KeypointLayout) {
  return keypoints.map((keypoint, joint): Keypoint => {
    const score = scores[positions[joint]!] ?? null;
    return score === null ? keypoint : { ...keypoint, score };
  });
}

/** The layout that a list's length calls for, or undefined, reported. */
function chooseLayout(record: FileRecord, field: string, layouts: readonly KeypointLayout[]) {
  const value = record.fields[field];
  if (value === undefined) return undefined;
  const layout = Array.isArray(value) ? layouts.find(({ count }) => count * 3 === value.length) : undefined;
  if (!layout)
    record.report({
      code: Array.isArray(value) ? 'WRONG_LENGTH' : 'WRONG_TYPE',
      severity: 'error',
      field,
      expected: `a list of ${layouts.map(({ count }) => count * 3).join(' or ')} numbers`,
      got: describeValue(value),
    });
  return layout;
}

/** Human-Art writes its 17 COCO joints twice; the longer list wins where they differ. */
function checkTwins(record: FileRecord): void {
  const { keypoints: short, keypoints_21: long } = record.fields;
  if (!Array.isArray(short) || !Array.isArray(long) || short.length !== COCO17_LAYOUT.count * 3) return;
  const differing = short.findIndex((number, index) => !Object.is(number, long[index]));
  if (differing < 0) return;
  record.report({
    code: 'KEYPOINTS_DISAGREE',
    severity: 'warning',
    field: 'keypoints',
    expected: 'the first 17 joints of keypoints_21',
    got: `another number at [${differing}]`,
  });
}

interface Joints {
  readonly keypoints: Keypoint[];
  readonly hasScores: boolean;
}

function readScoredJoints(record: FileRecord, field: string, layout: KeypointLayout, third: ThirdNumber): Joints {
  const keypoints = readJoints(record, field, layout, third);
  const scores = third === 'visibility' ? readJointScores(record, layout.count) : undefined;
  return { keypoints: scores ? addScores(keypoints, scores, layout) : keypoints, hasScores: scores !== undefined };
}

function readKeypoints(record: FileRecord, category: CocoCategory | undefined, third: ThirdNumber): Joints | undefined {
  const longer = chooseLayout(record, 'keypoints_21', [HUMANART21_LAYOUT]);
  if (longer) {
    checkTwins(record);
    return readScoredJoints(record, 'keypoints_21', longer, third);
  }
  if (record.fields.keypoints === undefined) {
    const expected = 'a list of keypoints';
    record.report({ code: 'MISSING_FIELD', severity: 'error', field: 'keypoints', expected, got: 'nothing' });
    return undefined;
  }
  const own = category?.layout ? [category.layout] : [];
  const standard = own.some(({ count }) => count === COCO17_LAYOUT.count) ? [] : [COCO17_LAYOUT];
  const layout = chooseLayout(record, 'keypoints', [...own, ...standard]);
  return layout && readScoredJoints(record, 'keypoints', layout, third);
}

function readBox(record: FileRecord): BoundingBox | undefined {
  const value = record.fields.bbox;
  if (value === undefined) return undefined;
  const isBox =
    Array.isArray(value) && value.length === 4 && value.every(isFiniteNumber) && value[2]! >= 0 && value[3]! >= 0;
  if (isBox) return value as unknown as BoundingBox;
  const bad = Array.isArray(value) && value.length === 4 ? value.find((item) => !isFiniteNumber(item)) : undefined;
  record.report({
    code: Array.isArray(value) && value.length !== 4 ? 'WRONG_LENGTH' : codeOf(bad ?? value),
    severity: 'error',
    field: 'bbox',
    expected: 'x, y and a width and height of at least 0',
    got: Array.isArray(value) ? `[${value.slice(0, 6).map(describeValue).join(', ')}]` : describeValue(value),
  });
  return undefined;
}

function checkCount(record: FileRecord, field: string, keypoints: readonly Keypoint[]): void {
  const stated = record.fields[field];
  const counted = keypoints.filter((keypoint) => isLabelled(keypoint)).length;
  if (stated === undefined || stated === counted) return;
  record.report({
    code: 'COUNT_MISMATCH',
    severity: 'warning',
    field,
    expected: `${counted}, the number of labelled joints`,
    got: describeValue(stated),
  });
}

function isCrowd(record: FileRecord): boolean {
  const value = record.fields.iscrowd;
  if (value !== undefined && value !== 0 && value !== 1 && typeof value !== 'boolean')
    record.report({
      code: codeOf(value),
      severity: 'warning',
      field: 'iscrowd',
      expected: '0 or 1',
      got: describeValue(value),
    });
  return value === 1 || value === true;
}

/**
 * Reads one person. A bad joint, box or area is left out and reported; only without a usable list of keypoints is there no
 * person, and undefined comes back.
 * @returns keypoints of coco17 or humanart21, by their number.
 */
export function readPerson(
  record: FileRecord,
  category: CocoCategory | undefined,
  third: ThirdNumber,
  mayHoldNonFinite: boolean,
): PersonPose | undefined {
  const joints = readKeypoints(record, category, third);
  if (!joints) return undefined;
  const { keypoints, hasScores } = joints;
  if (third === 'visibility') {
    checkCount(record, 'num_keypoints', keypoints.slice(0, HUMANART_ONLY));
    if (keypoints.length === SKELETONS.humanart21.keypointNames.length)
      checkCount(record, 'num_keypoints_21', keypoints);
  }
  const score = record.readNumber('score', 'a finite score', () => true);
  const bbox = readBox(record);
  const area = record.readNumber('area', 'an area of at least 0', (value) => value >= 0);
  const extra = record.readExtra(hasScores ? TAKEN : TAKEN_WITHOUT_SCORES, mayHoldNonFinite);
  return {
    ...(record.id !== null && { id: record.id }),
    keypoints,
    ...(score !== undefined && { score }),
    ...(bbox && { bbox }),
    ...(area !== undefined && { area }),
    ...(isCrowd(record) && { crowd: true as const }),
    ...(extra && { extra }),
  };
}
