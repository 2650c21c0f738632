import { type PersonPose } from '@contrapposto/pose';
import { assignRows } from './assign-people.js';
import { computeObjectKeypointSimilarity } from './object-keypoint-similarity.js';
import { computePersonArea } from './people.js';

/** A true person beside the one that was taken for it. */
export interface PersonPair {
  readonly truth: PersonPose;
  /** Null where nobody was. */
  readonly found: PersonPose | null;
  /** Of the truth, see computePersonArea. Square pixels. */
  readonly area: number;
}

/** The found person that nobody is. */
export const NOBODY: PersonPose = { keypoints: [] };

/** One pair per true person, matched so that their OKS adds up to the most. */
export function pairPeople(
  people: readonly PersonPose[],
  found: readonly PersonPose[],
  oksSigmas: readonly number[],
): PersonPair[] {
  const areas = people.map(computePersonArea);
  const partners = assignRows(
    people.map((truth, index) =>
      found.map((other) => computeObjectKeypointSimilarity(truth, other, oksSigmas, areas[index]!)),
    ),
  );
  return people.map((truth, index) => {
    const partner = partners[index] ?? null;
    return { truth, found: partner === null ? null : found[partner]!, area: areas[index]! };
  });
}

/** OKS of a pair, 0 where nobody was found. */
export function computePairSimilarity({ truth, found, area }: PersonPair, oksSigmas: readonly number[]): number {
  return found ? computeObjectKeypointSimilarity(truth, found, oksSigmas, area) : 0;
}
