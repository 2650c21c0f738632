import { getSkeleton, isLabelled } from '@contrapposto/pose';
import { computeCosineAveragePrecision } from '../compute-fidelity.js';
import { computeJointDistances, computeJointSimilarities, mean } from '../object-keypoint-similarity.js';
import { isPerson } from '../people.js';
import { computePairSimilarity, NOBODY, pairPeople, type PersonPair } from '../person-pairs.js';
import { FOUND_SKELETON } from '../pose-sample.js';
import { type MeasuredSample } from './measured-sample.js';
import { type JointReport } from './report-results.js';

/** How every picture holds its pose, and every joint over all of them. */
export interface PoseMeasures {
  /** Per sample, in its order; null for a picture of nobody. */
  readonly objectKeypointSimilarity: readonly (number | null)[];
  /** Per sample, in its order, see computeCosineAveragePrecision. */
  readonly cosineAveragePrecision: readonly (number | null)[];
  readonly joints: readonly JointReport[];
}

/** As computeFidelity measures one picture: people matched by OKS, joints of skeleton coco17. */
export function measurePoses(samples: readonly MeasuredSample[]): PoseMeasures {
  const { keypointNames, oksSigmas } = getSkeleton(FOUND_SKELETON);
  const pictures = samples.map(({ expected, found }) => pairPeople(expected.filter(isPerson), found, oksSigmas));
  return {
    objectKeypointSimilarity: pictures.map((pairs) =>
      meanOrNull(pairs.map((pair) => computePairSimilarity(pair, oksSigmas))),
    ),
    cosineAveragePrecision: samples.map(({ expected, found }) =>
      computeCosineAveragePrecision(expected.filter(isPerson), found),
    ),
    joints: reportJoints(pictures.flat(), keypointNames, oksSigmas),
  };
}

function reportJoints(
  pairs: readonly PersonPair[],
  names: readonly string[],
  oksSigmas: readonly number[],
): JointReport[] {
  const distances = pairs.map(({ truth, found }) => computeJointDistances(truth, found ?? NOBODY));
  const similarities = pairs.map(({ truth, found, area }) =>
    computeJointSimilarities(truth, found ?? NOBODY, oksSigmas, area),
  );
  return names.map((name, joint) => {
    const having = [...pairs.keys()].filter((index) => isLabelled(pairs[index]!.truth.keypoints[joint]!));
    const apart = having.map((index) => distances[index]![joint] ?? null);
    const shares = having.map((index, place) => shareOfSize(apart[place]!, pairs[index]!.area));
    return {
      name,
      objectKeypointSimilarity: meanOrNull(having.map((index) => similarities[index]![joint] ?? 0)),
      distanceShare: meanOrNull(shares.filter((share) => share !== null)),
      lostShare: meanOrNull(apart.map((distance) => (distance === null ? 1 : 0))),
    };
  });
}

/** A distance in units of the person's size; null where it was not found, and of a person of a single joint, who has no size. */
function shareOfSize(distance: number | null, area: number): number | null {
  return distance === null || area === 0 ? null : distance / Math.sqrt(area);
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
