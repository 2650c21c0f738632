import { isLabelled, type PersonPose } from '@contrapposto/pose';

/** As numpy's spacing(1), which COCO adds to every area. */
const EPSILON = Number.EPSILON;

/** (2 * oksSigma)^2 of every joint: a share of the area. */
export function computeVariances(oksSigmas: readonly number[]): Float64Array {
  return Float64Array.from(oksSigmas, (sigma) => (sigma * 2) ** 2);
}

/** One joint's share of OKS, 0..1; operations in the order of pycocotools, so that equals are equal there and here. */
export function scoreDistance(squaredDistance: number, variance: number, area: number): number {
  return Math.exp(-(squaredDistance / variance / (area + EPSILON) / 2));
}

/**
 * How near each joint of a found person lies to the true one: COCO's formula,
 *
 *     exp(-d_i^2 / (2 * area * (2 * oksSigma_i)^2)),    d_i in pixels, area in square pixels
 *
 * 0..1, 1 on the spot. Null for a joint that the truth does not label; 0 for one that was not found. (COCO would measure the distance of an
 * unlabelled detection to its (0, 0), which says something only of people in that corner.)
 *
 * @param oksSigmas one per joint, see SkeletonDefinition
 */
export function computeJointSimilarities(
  truth: PersonPose,
  found: PersonPose,
  oksSigmas: readonly number[],
  area: number,
): (number | null)[] {
  const variances = computeVariances(oksSigmas);
  return computeJointDistances(truth, found).map((distance, joint) => {
    if (!isLabelled(truth.keypoints[joint]!)) return null;
    return distance === null ? 0 : scoreDistance(distance ** 2, variances[joint]!, area);
  });
}

/** Pixels between the true joint and the found one; null where either is not labelled. */
export function computeJointDistances(truth: PersonPose, found: PersonPose): (number | null)[] {
  return truth.keypoints.map((expected, joint) => {
    const actual = found.keypoints[joint];
    if (!isLabelled(expected) || !actual || !isLabelled(actual)) return null;
    return Math.hypot(actual.x - expected.x, actual.y - expected.y);
  });
}

/**
 * Object keypoint similarity (OKS): the mean of `computeJointSimilarities` over the joints that the truth labels. 0..1.
 *
 * Source: COCO keypoint evaluation; pycocotools, COCOeval.computeOks. A truth without labelled joints has none: NaN.
 */
export function computeObjectKeypointSimilarity(
  truth: PersonPose,
  found: PersonPose,
  oksSigmas: readonly number[],
  area: number,
): number {
  return mean(computeJointSimilarities(truth, found, oksSigmas, area).filter((similarity) => similarity !== null));
}

/** NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
