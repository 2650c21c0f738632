import { type BoundingBox } from '@contrapposto/pose';
import { computeVariances, scoreDistance } from '../object-keypoint-similarity.js';
import { type PeopleColumns } from './people-columns.js';

export interface OksSettings {
  readonly oksSigmas: readonly number[];
  /** Whether a joint that was not found counts 0, rather than by where its coordinates stand. */
  readonly missingJointsCountZero: boolean;
}

/** Writes the OKS of every found person (rows) with every true one (columns) to the head of `table`. */
export type FillOks = (
  truth: PeopleColumns,
  areas: Float64Array,
  boxes: readonly (BoundingBox | undefined)[],
  found: PeopleColumns,
  table: Float64Array,
) => void;

/**
 * OKS as COCO computes it, for whole pictures: see computeObjectKeypointSimilarity. A true person without a labelled joint is compared by its
 * box, grown by its own size on each side: a joint inside is on the spot, one outside as far as from the box. Without a box it is like nobody.
 *
 * Source: pycocotools, COCOeval.computeOks.
 */
export function createOksFiller({ oksSigmas, missingJointsCountZero }: OksSettings): FillOks {
  const variances = computeVariances(oksSigmas);
  const jointCount = variances.length;

  function compareJoints(truth: PeopleColumns, person: number, area: number, found: PeopleColumns, other: number) {
    let sum = 0;
    for (
      let joint = 0, at = person * jointCount, to = other * jointCount;
      joint < jointCount;
      joint += 1, at += 1, to += 1
    ) {
      if (truth.labelled[at] === 0 || (missingJointsCountZero && found.labelled[to] === 0)) continue;
      const [dx, dy] = [found.x[to]! - truth.x[at]!, found.y[to]! - truth.y[at]!];
      sum += scoreDistance(dx * dx + dy * dy, variances[joint]!, area);
    }
    return sum / truth.labelledCounts[person]!;
  }

  function compareWithBox([left, top, width, height]: BoundingBox, area: number, found: PeopleColumns, other: number) {
    let sum = 0;
    for (let joint = 0, at = other * jointCount; joint < jointCount; joint += 1, at += 1) {
      if (missingJointsCountZero && found.labelled[at] === 0) continue;
      const dx = distanceOutside(found.x[at]!, left - width, left + width * 2);
      const dy = distanceOutside(found.y[at]!, top - height, top + height * 2);
      sum += scoreDistance(dx * dx + dy * dy, variances[joint]!, area);
    }
    return sum / jointCount;
  }

  return (truth, areas, boxes, found, table) => {
    for (let person = 0; person < truth.count; person += 1) {
      const [area, box] = [areas[person]!, boxes[person]];
      for (let other = 0; other < found.count; other += 1) {
        const at = other * truth.count + person;
        if (truth.labelledCounts[person]! > 0) table[at] = compareJoints(truth, person, area, found, other);
        else table[at] = box ? compareWithBox(box, area, found, other) : 0;
      }
    }
  };
}

function distanceOutside(value: number, low: number, high: number): number {
  return Math.max(0, low - value) + Math.max(0, value - high);
}
