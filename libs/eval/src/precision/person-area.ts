import { type PersonPose } from '@contrapposto/pose';
import { EvalError } from '../errors.js';
import { computePersonArea } from '../people.js';
import { type PeopleColumns } from './people-columns.js';
import { type AreaRule } from './presets.js';

/** The share of a box that a person fills, where nothing else is known of it. Source: xtcocotools, COCOeval.computeOks. */
const BODY_SHARE = 0.53;
/** Where HumanSD's loader puts a joint that is missing. */
const MISSING_AT = -1;

/**
 * The area of a true person in square pixels, by a preset's rule.
 * @throws EvalError INVALID_SAMPLE where the pose does not bring what the rule needs
 */
export function readTruthArea(
  person: PersonPose,
  rule: AreaRule,
  columns: PeopleColumns,
  index: number,
  where: string,
) {
  const { area, bbox } = person;
  switch (rule) {
    case 'ANNOTATION':
      return assertGiven(area, 'area', rule, where);
    case 'BOX':
    case 'BOX_SHARE': {
      const [, , width, height] = assertGiven(bbox, 'bbox', rule, where);
      return rule === 'BOX' ? width * height : height * width * BODY_SHARE;
    }
    case 'BODY':
      return computePersonArea(person);
    case 'ALL_ROWS':
      return computeJointsArea(columns, index, (value, isLabelled) => (isLabelled ? value : MISSING_AT));
  }
}

/**
 * The area of a found person, which only decides whether one that matches nobody is a mistake: its box's, or else that of its joints.
 * Source: pycocotools, COCO.loadRes.
 *
 * @param ignoresMissing whether joints that were not found are left out, rather than taken where their coordinates stand
 */
export function readFoundArea(
  { bbox }: PersonPose,
  columns: PeopleColumns,
  index: number,
  ignoresMissing: boolean,
): number {
  if (bbox) return bbox[2] * bbox[3];
  return computeJointsArea(columns, index, (value, isLabelled) => (isLabelled || !ignoresMissing ? value : null));
}

type ReadCoordinate = (value: number, isLabelled: boolean) => number | null;

function computeJointsArea(columns: PeopleColumns, index: number, read: ReadCoordinate): number {
  return computeExtent(columns, columns.x, index, read) * computeExtent(columns, columns.y, index, read);
}

function computeExtent(
  { jointCount, labelled }: PeopleColumns,
  values: Float64Array,
  index: number,
  read: ReadCoordinate,
) {
  let [low, high] = [Infinity, -Infinity];
  for (let at = index * jointCount; at < (index + 1) * jointCount; at += 1) {
    const value = read(values[at]!, labelled[at] === 1);
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high >= low ? high - low : 0;
}

function assertGiven<Value>(value: Value | undefined, field: string, rule: AreaRule, where: string): Value {
  if (value !== undefined) return value;
  throw new EvalError(
    'INVALID_SAMPLE',
    `Expected ${field} of every true person, got none (${where}). Area rule ${rule} needs it; preset "paper" does without.`,
  );
}
