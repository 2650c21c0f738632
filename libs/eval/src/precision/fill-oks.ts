import { type BoundingBox } from '@contrapposto/pose';
import { computeVariances, scoreDistance } from '../object-keypoint-similarity.js';
import { type PersonLike } from './packed-person.js';
import { type PeopleColumns } from './people-columns.js';

export interface OksSettings {
  readonly oksSigmas: readonly number[];
  /** Whether a joint that was not found counts 0, rather than by where its coordinates stand. */
  readonly missingJointsCountZero: boolean;
  /** Similarities below this are of no interest, and may be written as any number below it. */
  readonly least: number;
}

/** Writes the OKS of every found person (rows) with every true one (columns) to the head of `table`. */
export type FillOks = (
  people: readonly PersonLike[],
  truth: PeopleColumns,
  found: PeopleColumns,
  table: Float64Array,
) => void;

/** Far more than rounding can take from a sum of a few hundred numbers up to 1. */
const ROUNDING = 1e-9;
/** e^-40 is below half a unit in the last place of any similarity that matters: such a joint adds nothing. */
const NEGLIGIBLE = 40;

/**
 * OKS as COCO computes it, for whole pictures: see computeObjectKeypointSimilarity. A true person without a labelled joint is compared by its
 * box, grown by its own size on each side: a joint inside is on the spot, one outside as far as from the box. Without a box it is like nobody.
 *
 * Source: pycocotools, COCOeval.computeOks.
 */
export function createOksFiller({ oksSigmas, missingJointsCountZero, least }: OksSettings): FillOks {
  const variances = computeVariances(oksSigmas);
  const jointCount = variances.length;

  /** Stops as soon as the joints that are left could not bring the mean to `least`, if each were on the spot. */
  function compareJoints(truth: PeopleColumns, person: number, found: PeopleColumns, other: number): number {
    const area = truth.areas[person]!;
    const labelledCount = truth.labelledCounts[person]!;
    const enough = least * labelledCount - ROUNDING;
    const reach = 2 * NEGLIGIBLE * area;
    let left = labelledCount;
    let sum = 0;
    let at = person * jointCount;
    let to = other * jointCount;
    for (let joint = 0; joint < jointCount; joint += 1, at += 1, to += 1) {
      if (truth.labelled[at] === 0) continue;
      left -= 1;
      if (!missingJointsCountZero || found.labelled[to] === 1) {
        const dx = found.x[to]! - truth.x[at]!;
        const dy = found.y[to]! - truth.y[at]!;
        const squared = dx * dx + dy * dy;
        if (squared <= reach * variances[joint]!) sum += scoreDistance(squared, variances[joint]!, area);
      }
      if (sum + left < enough) return 0;
    }
    return sum / labelledCount;
  }

  function compareWithBox([left, top, width, height]: BoundingBox, area: number, found: PeopleColumns, other: number) {
    const enough = least * jointCount - ROUNDING;
    const reach = 2 * NEGLIGIBLE * area;
    let sum = 0;
    for (let joint = 0, at = other * jointCount; joint < jointCount; joint += 1, at += 1) {
      if (sum + jointCount - joint < enough) return 0;
      if (missingJointsCountZero && found.labelled[at] === 0) continue;
      const dx = distanceOutside(found.x[at]!, left - width, left + width * 2);
      const dy = distanceOutside(found.y[at]!, top - height, top + height * 2);
      const squared = dx * dx + dy * dy;
      if (squared <= reach * variances[joint]!) sum += scoreDistance(squared, variances[joint]!, area);
    }
    return sum / jointCount;
  }

  return (people, truth, found, table) => {
    for (let person = 0; person < truth.count; person += 1) {
      const { bbox } = people[person]!;
      for (let other = 0; other < found.count; other += 1) {
        const at = other * truth.count + person;
        if (truth.labelledCounts[person]! > 0) table[at] = compareJoints(truth, person, found, other);
        else table[at] = bbox ? compareWithBox(bbox, truth.areas[person]!, found, other) : 0;
      }
    }
  };
}

function distanceOutside(value: number, low: number, high: number): number {
  return Math.max(0, low - value) + Math.max(0, value - high);
}
