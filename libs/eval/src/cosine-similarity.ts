import { isLabelled, type Keypoint, type PersonPose } from '@contrapposto/pose';

/**
 * How alike the shapes of two people are, wherever they stand and however large they are: the cosine of their normalized coordinates over
 * the joints that the truth labels, 0..1.
 *
 *     per axis and person:  a = (a - min) / (max - min),  a /= |a|
 *     similarity = cos((x_truth, y_truth), (x_found, y_found))
 *
 * This is the "normalized cosine similarity" of HumanSD's paper as its script means it, joints unweighted; see
 * computePublishedCosineSimilarity for what the script does.
 *
 * A joint that was not found adds nothing to the product, while its truth still counts in the norm. An axis along which a person has no
 * extent says nothing of its shape and counts as zeros. Null for a truth of no extent at all (a single joint): it has no shape.
 */
export function computeCosineSimilarity(truth: PersonPose, found: PersonPose): number | null {
  return compareShapes(truth, found, (axes) => axes.flatMap((values) => normalizeAxis(values)));
}

/**
 * The same by posenet-similarity, which the paper names: both axes keep one scale, and so the person's proportions.
 *
 *     per person:  p = (x - min x, y - min y),  similarity = cos(p_truth, p_found)
 *
 * Source: posenet-similarity, vectorizeAndNormalize; its division by the largest coordinate cancels in the cosine. Joints that are missing are
 * treated as in computeCosineSimilarity, of which it says nothing.
 */
export function computeOneScaleCosineSimilarity(truth: PersonPose, found: PersonPose): number | null {
  return compareShapes(truth, found, (axes) => axes.flatMap((values) => shiftToZero(values)));
}

/**
 * What HumanSD's published script computes for CAP, its faults included: coordinates are divided by their joint's OKS sigma, then normalized per
 * axis as in computeCosineSimilarity, but the found y is taken from the found x (and divided by the norm of y). It cannot tell a person from
 * one upside down, and a perfect one does not score 1.
 *
 *     x, y /= oksSigma;  per axis: a = (a - min) / (max - min);  x_truth, y_truth, x_found /= |.|;  y_found = x_found / |y_found|
 *     similarity = cos((x_truth, y_truth), (x_found, y_found))
 *
 * NaN where a person has no extent along an axis. Joints that were not found stand where their coordinates say.
 *
 * Source: HumanSD, utils/metrics/coco_similarity.py, computeSimilarity, strategy weightedCosineSimilarity.
 */
export function computePublishedCosineSimilarity(
  truth: PersonPose,
  found: PersonPose,
  oksSigmas: readonly number[],
): number {
  const joints = listLabelled(truth);
  const readAxis = ({ keypoints }: PersonPose, read: (keypoint: Keypoint) => number) => {
    const values = joints.map((joint) => read(keypoints[joint]!) / oksSigmas[joint]!);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return values.map((value) => (value - low) / (high - low));
  };
  const expected = READ_AXES.flatMap((read) => scaleToLength(readAxis(truth, read)));
  const [foundX, foundY] = READ_AXES.map((read) => readAxis(found, read)) as [number[], number[]];
  const unitX = scaleToLength(foundX);
  const lengthOfY = norm(foundY);
  const actual = [...unitX, ...unitX.map((value) => value / lengthOfY)];
  return dot(expected, actual) / (norm(expected) * norm(actual));
}

const READ_AXES = [({ x }: Keypoint) => x, ({ y }: Keypoint) => y] as const;

/** Coordinates along one axis; null for a joint that was not found. */
type Axis = readonly (number | null)[];

/** The cosine of two people's shapes, which `describe` makes of the joints that the truth labels. */
function compareShapes(
  truth: PersonPose,
  found: PersonPose,
  describe: (axes: readonly Axis[]) => number[],
): number | null {
  const joints = listLabelled(truth);
  const [expected, actual] = [truth, found].map(({ keypoints }) =>
    describe(READ_AXES.map((read) => joints.map((joint) => readLabelled(keypoints[joint], read)))),
  ) as [number[], number[]];
  const norms = norm(expected) * norm(actual);
  if (norm(expected) === 0) return null;
  return norms === 0 ? 0 : Math.min(1, dot(expected, actual) / norms);
}

function listLabelled({ keypoints }: PersonPose): number[] {
  return keypoints.flatMap((keypoint, joint) => (isLabelled(keypoint) ? [joint] : []));
}

function readLabelled(keypoint: Keypoint | undefined, read: (keypoint: Keypoint) => number): number | null {
  return keypoint && isLabelled(keypoint) ? read(keypoint) : null;
}

/** Of length 1, or 0 where the axis has no extent. */
function normalizeAxis(values: Axis): number[] {
  const shifted = shiftToZero(values);
  const extent = Math.max(...shifted);
  return extent > 0 ? scaleToLength(shifted.map((value) => value / extent)) : shifted;
}

/** From 0 on; 0 for a joint that was not found. */
function shiftToZero(values: Axis): number[] {
  const low = Math.min(...values.filter((value) => value !== null));
  return values.map((value) => (value === null ? 0 : value - low));
}

function scaleToLength(values: readonly number[]): number[] {
  const length = norm(values);
  return values.map((value) => value / length);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

function norm(values: readonly number[]): number {
  return Math.sqrt(dot(values, values));
}
