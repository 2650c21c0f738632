import { getSkeleton, isLabelled, type PersonPose, type Pose } from '@contrapposto/pose';
import { computeCosineSimilarity } from './cosine-similarity.js';
import { computeJointDistances, computeJointSimilarities, mean } from './object-keypoint-similarity.js';
import { computePeopleCountError } from './people-count-error.js';
import { isPerson } from './people.js';
import { computePairSimilarity, NOBODY, pairPeople, type PersonPair } from './person-pairs.js';
import { FOUND_SKELETON, listVisiblePeople } from './pose-sample.js';
import { computeAveragePrecision } from './precision/table-precision.js';

export interface JointFidelity {
  /** As the skeleton names it. */
  readonly name: string;
  /** Mean over the people whose joint was found, pixels of the picture; null where it was found in nobody. */
  readonly distancePx: number | null;
  /** Mean over the people who have it, 0 where it was not found; null where nobody has it. */
  readonly objectKeypointSimilarity: number | null;
}

/** How well a picture holds the pose that it was made from. */
export interface PoseFidelity {
  /** Mean OKS over the people of the pose, 0 for one who was not found; null for a pose of nobody. 0..1. */
  readonly objectKeypointSimilarity: number | null;
  /** See computeCosineAveragePrecision. */
  readonly cosineAveragePrecision: number | null;
  /** See computePeopleCountError. */
  readonly peopleCountError: number;
  readonly joints: readonly JointFidelity[];
}

/**
 * Compares a pose with the people that were found in its picture. People are matched so that their OKS adds up to the most. What lies off the
 * canvas does not count.
 *
 * @param pose on the picture's canvas (see fitPose), of any skeleton
 * @param found of skeleton coco17, on the same canvas; those that the estimator is sure enough of
 * @throws PoseError UNKNOWN_SKELETON
 */
export function computeFidelity(pose: Pose, found: readonly PersonPose[]): PoseFidelity {
  const { keypointNames, oksSigmas } = getSkeleton(FOUND_SKELETON);
  const people = listVisiblePeople(pose).filter(isPerson);
  const pairs = pairPeople(people, found, oksSigmas);
  return {
    objectKeypointSimilarity: nullIfNaN(mean(pairs.map((pair) => computePairSimilarity(pair, oksSigmas)))),
    cosineAveragePrecision: computeCosineAveragePrecision(people, found),
    peopleCountError: computePeopleCountError(people, found),
    joints: keypointNames.map((name, joint) => ({ name, ...measureJoint(pairs, joint, oksSigmas) })),
  };
}

function measureJoint(
  pairs: readonly PersonPair[],
  joint: number,
  oksSigmas: readonly number[],
): Omit<JointFidelity, 'name'> {
  const having = pairs.filter(({ truth }) => isLabelled(truth.keypoints[joint]!));
  const distances = having.map(({ truth, found }) => computeJointDistances(truth, found ?? NOBODY)[joint] ?? null);
  const similarities = having.map(
    ({ truth, found, area }) => computeJointSimilarities(truth, found ?? NOBODY, oksSigmas, area)[joint] ?? 0,
  );
  return {
    distancePx: nullIfNaN(mean(distances.filter((distance) => distance !== null))),
    objectKeypointSimilarity: nullIfNaN(mean(similarities)),
  };
}

/**
 * Cosine average precision (CAP) of one picture: COCO's AP (ten thresholds, 101 recalls) with `computeCosineSimilarity` in place of
 * OKS, as HumanSD's paper has it. It judges the shape of each person, and neither place nor size. 0..1; null where no true person has a shape.
 *
 * Found people count in the order of their score, those without one last.
 */
export function computeCosineAveragePrecision(
  people: readonly PersonPose[],
  found: readonly PersonPose[],
): number | null {
  const shaped = people.filter((person) => computeCosineSimilarity(person, person) !== null);
  if (shaped.length === 0) return null;
  const ranked = [...found].sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const table = ranked.map((other) => shaped.map((truth) => computeCosineSimilarity(truth, other)!));
  return computeAveragePrecision(table, shaped.length);
}

function nullIfNaN(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
