import { EvalError } from '../errors.js';
import { computePersonArea } from '../people.js';
import { unpackPerson, type PersonLike } from './packed-person.js';
import { type PeopleColumns } from './people-columns.js';
import { type AreaRule } from './presets.js';

/** The share of a box that a person fills, where nothing else is known of it. Source: xtcocotools, COCOeval.computeOks. */
const BODY_SHARE = 0.53;
/** Where HumanSD's loader puts a joint that is missing. */
const MISSING_AT = -1;

/**
 * The area of a true person in square pixels, by a preset's rule.
 * @throws EvalError INVALID_SAMPLE where the pose does not bring what the rule needs, or an area below 0
 */
export function readTruthArea(
  person: PersonLike,
  rule: AreaRule,
  columns: PeopleColumns,
  index: number,
  picture: string,
): number {
  const area = readArea(person, rule, columns, index);
  if (area !== undefined && area >= 0 && area < Infinity) return area;
  throw new EvalError(
    'INVALID_SAMPLE',
    `Expected an area of 0 or more square pixels by rule ${rule}, got ${area} (picture ${picture}, true person ${index}). ` +
      `${rule === 'ANNOTATION' ? 'It is read from `area`' : 'It is read from `bbox`'}; preset "paper" does without.`,
  );
}

function readArea(person: PersonLike, rule: AreaRule, columns: PeopleColumns, index: number): number | undefined {
  const { area, bbox } = person;
  switch (rule) {
    case 'ANNOTATION':
      return area;
    case 'BOX':
      return bbox && bbox[2] * bbox[3];
    case 'BOX_SHARE':
      return bbox && bbox[3] * bbox[2] * BODY_SHARE;
    case 'BODY':
      return computePersonArea(unpackPerson(person));
    case 'ALL_ROWS':
      return computeJointsArea(columns, index, MISSING_AT);
  }
}

/**
 * The area of a found person, which only decides whether one that matches nobody is a mistake: its box's, or else that of its joints.
 * Source: pycocotools, COCO.loadRes.
 *
 * @param ignoresMissing whether joints that were not found are left out, rather than taken where their coordinates stand
 */
export function readFoundArea(
  { bbox }: PersonLike,
  columns: PeopleColumns,
  index: number,
  ignoresMissing: boolean,
): number {
  if (bbox) return bbox[2] * bbox[3];
  return ignoresMissing ? computeJointsArea(columns, index, null) : computeCoordinatesArea(columns, index);
}

/** The box of all coordinates, whether their joints are labelled or not. */
function computeCoordinatesArea({ jointCount, x, y }: PeopleColumns, index: number): number {
  const start = index * jointCount;
  let left = x[start]!;
  let right = left;
  let top = y[start]!;
  let bottom = top;
  for (let at = start + 1; at < start + jointCount; at += 1) {
    const jointX = x[at]!;
    const jointY = y[at]!;
    if (jointX < left) left = jointX;
    else if (jointX > right) right = jointX;
    if (jointY < top) top = jointY;
    else if (jointY > bottom) bottom = jointY;
  }
  return (right - left) * (bottom - top);
}

/** The box of the joints, an unlabelled one standing at (`unlabelledAt`, `unlabelledAt`) or, for null, left out. */
function computeJointsArea(columns: PeopleColumns, index: number, unlabelledAt: number | null): number {
  const { jointCount, x, y, labelled } = columns;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = index * jointCount; at < (index + 1) * jointCount; at += 1) {
    if (labelled[at] === 0 && unlabelledAt === null) continue;
    const jointX = labelled[at] === 1 ? x[at]! : unlabelledAt!;
    const jointY = labelled[at] === 1 ? y[at]! : unlabelledAt!;
    left = Math.min(left, jointX);
    right = Math.max(right, jointX);
    top = Math.min(top, jointY);
    bottom = Math.max(bottom, jointY);
  }
  return right >= left ? (right - left) * (bottom - top) : 0;
}
