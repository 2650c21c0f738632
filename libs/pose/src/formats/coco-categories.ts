import { SKELETONS } from '../skeletons/registry.js';
import { type Limb, type SkeletonDefinition } from '../skeletons/definition.js';
import { FileRecord, isObject } from './file-record.js';
import { type JsonObject, type JsonValue } from './json-reader.js';
import { describeValue, type ProblemLog } from './problems.js';

/** How a category's flat keypoint lists map to one of our skeletons. */
export interface KeypointLayout {
  readonly skeleton: 'coco17' | 'humanart21';
  /** Joints in the file's list. */
  readonly count: number;
  /** For each joint of the skeleton its position in the file's list, or -1. */
  readonly positions: readonly number[];
}

export interface CocoCategory {
  readonly id: string;
  readonly name: string;
  /** Whether the category names its keypoints; where it does not, a list's length tells what they are. */
  readonly namesKeypoints: boolean;
  /** Null where the names are missing, or are no person's: then its annotations are no poses. */
  readonly layout: KeypointLayout | null;
  /** Limbs as the file gives them, counted from 0. */
  readonly limbs: readonly Limb[];
}

function createLayout(skeleton: SkeletonDefinition, names: readonly string[]): KeypointLayout {
  return {
    skeleton: skeleton.name as KeypointLayout['skeleton'],
    count: names.length,
    positions: skeleton.keypointNames.map((name) => names.indexOf(name)),
  };
}

export const COCO17_LAYOUT = createLayout(SKELETONS.coco17, SKELETONS.coco17.keypointNames);
export const HUMANART21_LAYOUT = createLayout(SKELETONS.humanart21, SKELETONS.humanart21.keypointNames);

const FINGERS_AND_TOES = SKELETONS.humanart21.keypointNames.slice(SKELETONS.coco17.keypointNames.length);

/** Half of COCO's joints must be there before a list of names counts as a person. */
const MIN_KNOWN_JOINTS = 9;

function toName(value: JsonValue): string {
  return typeof value === 'string'
    ? value
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_')
    : '';
}

/** Order comes from the names, never from the position alone. */
function readLayout(record: FileRecord): KeypointLayout | null {
  const { keypoints } = record.fields;
  if (!Array.isArray(keypoints) || keypoints.length === 0) return null;
  const names = keypoints.map(toName);
  const skeleton = FINGERS_AND_TOES.some((name) => names.includes(name)) ? SKELETONS.humanart21 : SKELETONS.coco17;
  const layout = createLayout(skeleton, names);

  const unknown = names.filter((name) => !skeleton.keypointNames.includes(name));
  const known = layout.positions.filter((position) => position >= 0).length;
  const usable = known >= MIN_KNOWN_JOINTS;
  if (unknown.length > 0 || known < skeleton.keypointNames.length)
    record.report({
      code: 'UNKNOWN_KEYPOINTS',
      severity: usable ? 'warning' : 'error',
      field: 'keypoints',
      expected: `the ${skeleton.keypointNames.length} names of ${skeleton.name}`,
      got: `${names.length} names, ${known} of them known${unknown.length > 0 ? ` (not ${unknown.slice(0, 4).join(', ')})` : ''}`,
    });
  return usable ? layout : null;
}

function isPair(value: JsonValue): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((index) => Number.isInteger(index));
}

/** COCO counts joints from 1; some writers count from 0, and a 0 anywhere gives them away. */
function readLimbs(record: FileRecord, count: number): Limb[] {
  const { skeleton } = record.fields;
  if (!Array.isArray(skeleton)) return [];
  const pairs = skeleton.filter(isPair);
  const zeroBased = pairs.some((pair) => pair.includes(0));
  if (zeroBased)
    record.report({
      code: 'ZERO_BASED_LIMBS',
      severity: 'warning',
      field: 'skeleton',
      expected: 'joints counted from 1',
      got: 'joints counted from 0',
    });
  const limbs = pairs.map(([a, b]): Limb => (zeroBased ? [a, b] : [a - 1, b - 1]));
  const good = limbs.filter((limb) => limb.every((joint) => joint >= 0 && joint < count));
  if (good.length < skeleton.length)
    record.report({
      code: 'OUT_OF_RANGE',
      severity: 'error',
      field: 'skeleton',
      expected: `pairs of joints among ${count}`,
      got: `${skeleton.length - good.length} others`,
    });
  return good;
}

function readCategory(fields: JsonObject, index: number, log: ProblemLog): CocoCategory | undefined {
  const record = new FileRecord(fields, log, 'category', index);
  const id = record.readId('id');
  if (id === undefined) return undefined;
  record.id = id;
  const count = Array.isArray(fields.keypoints) ? fields.keypoints.length : 0;
  return {
    id,
    name: typeof fields.name === 'string' ? fields.name : '',
    namesKeypoints: count > 0,
    layout: readLayout(record),
    limbs: readLimbs(record, count),
  };
}

export function readCategories(value: JsonValue | undefined, log: ProblemLog): Map<string, CocoCategory> {
  const categories = new Map<string, CocoCategory>();
  if (!Array.isArray(value)) return categories;
  for (const [index, fields] of value.entries()) {
    const where = { record: 'category', index, id: null } as const;
    if (!isObject(fields)) {
      const got = describeValue(fields);
      log.add(where, { code: 'WRONG_TYPE', severity: 'error', field: '', expected: 'an object', got });
      continue;
    }
    const category = readCategory(fields, index, log);
    if (category) categories.set(category.id, category);
  }
  return categories;
}
