import { isLabelled, type Keypoint, type PersonPose } from '@contrapposto/pose';

/**
 * How alike the shapes of two people are, wherever they stand and however large they are: the cosine of their normalized coordinates over
 * the joints that the truth labels, 0..1.
 *
 *     per axis and person:  a = (a - min) / (max - min),  a /= |a|
 *     similarity = cos((x_truth, y_truth), (x_found, y_found))
 *
 * This is the "normalized cosine similarity" of HumanSD's paper, joints unweighted. Its published code normalizes the found y by mistake from
 * the found x, and divides coordinates by the joints' sigmas before centring them; either makes the measure blind to the pose.
 *
 * A joint that was not found adds nothing to the product, while its truth still counts in the norm. An axis along which a person has no
 * extent says nothing of its shape and counts as zeros. Null for a truth of no extent at all (a single joint): it has no shape.
 */
export function computeCosineSimilarity(truth: PersonPose, found: PersonPose): number | null {
  const joints = truth.keypoints.flatMap((keypoint, joint) => (isLabelled(keypoint) ? [joint] : []));
  const expected = describeShape(truth.keypoints, joints);
  const actual = describeShape(found.keypoints, joints);
  const norms = norm(expected) * norm(actual);
  if (norm(expected) === 0) return null;
  return norms === 0 ? 0 : Math.min(1, dot(expected, actual) / norms);
}

/** Both axes, one after the other, each of length 1 or 0. */
function describeShape(keypoints: readonly Keypoint[], joints: readonly number[]): number[] {
  const axes = [({ x }: Keypoint) => x, ({ y }: Keypoint) => y];
  return axes.flatMap((read) => normalize(joints.map((joint) => readLabelled(keypoints[joint], read))));
}

function readLabelled(keypoint: Keypoint | undefined, read: (keypoint: Keypoint) => number): number | null {
  return keypoint && isLabelled(keypoint) ? read(keypoint) : null;
}

function normalize(values: readonly (number | null)[]): number[] {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (!(high > low)) return values.map(() => 0);
  const scaled = values.map((value) => (value === null ? 0 : (value - low) / (high - low)));
  const length = norm(scaled);
  return scaled.map((value) => value / length);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

function norm(values: readonly number[]): number {
  return Math.sqrt(dot(values, values));
}
