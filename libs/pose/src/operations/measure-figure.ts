import { type BodyTree, findPlace, type Places, type Point } from './body-tree.js';

export function computeDistance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** From the middle of the hips to the neck, in pixels; undefined where either is not known. */
export function computeTorsoLength(tree: BodyTree, places: Places): number | undefined {
  const [hips, neck] = [findPlace(tree, places, 'mid_hip'), findPlace(tree, places, 'neck')];
  return hips && neck && computeDistance(hips, neck);
}

/** The length of each node's bone: from its nearest ancestor that is known. */
function computeBoneLengths(tree: BodyTree, places: Places): (number | undefined)[] {
  return tree.map(({ ancestors }, node) => {
    const [place, start] = [places[node], ancestors.map((ancestor) => places[ancestor]).find(Boolean)];
    return place && start && computeDistance(start, place);
  });
}

/**
 * How large a is beside b: by their torsos where both are known, else by the sum of the bones that both have; 1 where they
 * have none.
 */
export function compareSizes(tree: BodyTree, a: Places, b: Places): number {
  const torsos = [computeTorsoLength(tree, a), computeTorsoLength(tree, b)] as const;
  if (torsos[0] && torsos[1]) return torsos[0] / torsos[1];
  const lengths = [computeBoneLengths(tree, a), computeBoneLengths(tree, b)] as const;
  let [sumA, sumB] = [0, 0];
  for (const [node, lengthA] of lengths[0].entries()) {
    const lengthB = lengths[1][node];
    if (lengthA === undefined || lengthB === undefined) continue;
    sumA += lengthA;
    sumB += lengthB;
  }
  return sumA > 0 && sumB > 0 ? sumA / sumB : 1;
}
