import { type ComparisonPass, planComparison, type PoseComparison } from './pose-comparison.js';
import {
  countBits,
  DESCRIPTOR_JOINTS,
  LEAST_JOINTS,
  LEAST_SPREAD,
  lowestJoint,
  partnerOf,
  type PoseDescriptor,
} from './pose-descriptor.js';

/** Sums over the joints that two poses share: q is the query's, r the other's. */
interface SharedSums {
  readonly count: number;
  readonly qx: number;
  readonly qy: number;
  readonly rx: number;
  readonly ry: number;
  /** Summed squared distances from the joints' own centre. */
  readonly qSpread: number;
  readonly rSpread: number;
  /** Sum of q . r, and of q x r, about the two centres. */
  readonly along: number;
  readonly across: number;
}

/**
 * The order of operations is that of wasm-loops.ts, where x and y lie in two lanes: both give the same bits.
 * Coordinates of the query are float32 values too, kept in float64 so that products are.
 */
function sumShared(query: ArrayLike<number>, rows: ArrayLike<number>, at: number, shared: number): SharedSums {
  let [qx, qy, qxx, qyy] = [0, 0, 0, 0];
  let [rx, ry, rxx, ryy] = [0, 0, 0, 0];
  let [xx, yy, xy, yx] = [0, 0, 0, 0];
  for (let left = shared; left !== 0; left &= left - 1) {
    const joint = lowestJoint(left);
    const ax = query[2 * joint]!;
    const ay = query[2 * joint + 1]!;
    const bx = rows[at + 2 * joint]!;
    const by = rows[at + 2 * joint + 1]!;
    qx += ax;
    qy += ay;
    qxx += ax * ax;
    qyy += ay * ay;
    rx += bx;
    ry += by;
    rxx += bx * bx;
    ryy += by * by;
    xx += ax * bx;
    yy += ay * by;
    xy += ax * by;
    yx += ay * bx;
  }
  const count = countBits(shared);
  return {
    count,
    qx,
    qy,
    rx,
    ry,
    qSpread: qxx + qyy - (qx * qx + qy * qy) / count,
    rSpread: rxx + ryy - (rx * rx + ry * ry) / count,
    along: xx + yy - (qx * rx + qy * ry) / count,
    across: xy - yx - (qx * ry - qy * rx) / count,
  };
}

function computeAgreement({ along, across }: SharedSums, turning: boolean): number {
  return turning ? Math.sqrt(along * along + across * across) : along;
}

/**
 * The distance between a query and the row at `at` of `rows`, of which `present` joints are known. See `computePoseDistance`.
 * Infinity where they cannot be compared.
 */
export function computeRowDistance(
  query: ArrayLike<number>,
  rows: ArrayLike<number>,
  at: number,
  present: number,
  { asked, turning, missingCost }: Pick<ComparisonPass, 'asked' | 'turning' | 'missingCost'>,
): number {
  const shared = present & asked;
  if (countBits(shared) < LEAST_JOINTS) return Infinity;
  const sums = sumShared(query, rows, at, shared);
  if (!(sums.qSpread > LEAST_SPREAD) || !(sums.rSpread > LEAST_SPREAD)) return Infinity;
  const apart = 2 - (2 * computeAgreement(sums, turning)) / Math.sqrt(sums.qSpread * sums.rSpread);
  const nearest = apart > 0 ? apart : 0;
  const askedCount = countBits(asked);
  return (sums.count * nearest + missingCost * (askedCount - sums.count)) / askedCount;
}

function presentJoints(other: PoseDescriptor, { visibleOnly }: ComparisonPass): number {
  return visibleOnly ? other.visible : other.labelled;
}

function findBestPass(query: PoseDescriptor, other: PoseDescriptor, comparison: PoseComparison) {
  return planComparison(query, comparison)
    .map((pass) => {
      const present = presentJoints(other, pass);
      const distance = computeRowDistance(pass.query.coordinates, other.coordinates, 0, present, pass);
      return { pass, distance };
    })
    .reduce((best, result) => (result.distance < best.distance ? result : best));
}

/**
 * How far two shapes are apart, in squared radii: 0 for the same, 2 for unrelated ones, at most 4 (or the cost of a missing joint).
 *
 *     A       joints to compare that the query has
 *     S       those of A that `other` has too, n of them
 *     q^, r^  the joints of S, moved and scaled to centre 0 and mean square 1; r^ also turned to fit best, if angle does not count
 *     distance = (sum over S of |q^ - r^|^2 + missingJointCost (|A| - n)) / |A|
 *
 * The sum is n (2 - 2 cos), cos the cosine between q^ and r^. Place and size are thus those of the joints compared: arms are like arms
 * whatever the legs do. Joints that the query lacks say nothing, so it matters which of the two is the query. With fewer than three
 * joints in S, or all of them in one place, the distance is Infinity.
 * @throws PoseError INVALID_COMPARISON.
 */
export function computePoseDistance(
  query: PoseDescriptor,
  other: PoseDescriptor,
  comparison: PoseComparison = {},
): number {
  return findBestPass(query, other, comparison).distance;
}

export interface JointDistance {
  /** A joint of the query. In a mirror it is compared with the other pose's joint of the other side. */
  readonly joint: string;
  /** What it adds to the distance, in squared radii. */
  readonly distance: number;
  /** Its share of the distance, 0..1; 0 where the distance is 0. */
  readonly share: number;
  /** The other pose lacks it: the distance is the cost of that. */
  readonly missing: boolean;
}

export interface PoseDistanceExplanation {
  readonly distance: number;
  readonly mirrored: boolean;
  /** By how much the other pose is turned to fit best, in radians, clockwise in the picture; 0 where the angle counts. */
  readonly turn: number;
  /** One per joint compared, the greatest first. They add up to the distance, to rounding. */
  readonly joints: readonly JointDistance[];
}

/**
 * The distance, joint by joint; null where the two cannot be compared.
 * @throws PoseError INVALID_COMPARISON.
 */
export function explainPoseDistance(
  query: PoseDescriptor,
  other: PoseDescriptor,
  comparison: PoseComparison = {},
): PoseDistanceExplanation | null {
  const { pass, distance } = findBestPass(query, other, comparison);
  if (distance === Infinity) return null;
  const shared = presentJoints(other, pass) & pass.asked;
  const sums = sumShared(pass.query.coordinates, other.coordinates, 0, shared);
  const turn = pass.turning ? -Math.atan2(sums.across, sums.along) : 0;
  const joints = listBits(pass.asked).map((joint): JointDistance => {
    const missing = ((shared >> joint) & 1) === 0;
    const squares = missing ? pass.missingCost : computeJointSquare(pass.query, other, joint, sums, turn);
    const part = squares / countBits(pass.asked);
    const name = DESCRIPTOR_JOINTS[pass.mirrored ? partnerOf(joint) : joint]!;
    return { joint: name, distance: part, share: distance > 0 ? part / distance : 0, missing };
  });
  return { distance, mirrored: pass.mirrored, turn, joints: joints.sort((a, b) => b.distance - a.distance) };
}

/** |q^ - r^|^2 of one joint. */
function computeJointSquare(
  query: PoseDescriptor,
  other: PoseDescriptor,
  joint: number,
  { count, qx, qy, rx, ry, qSpread, rSpread }: SharedSums,
  turn: number,
): number {
  const toUnit = (value: number, sum: number, spread: number) => (value - sum / count) * Math.sqrt(count / spread);
  const x = toUnit(other.coordinates[2 * joint]!, rx, rSpread);
  const y = toUnit(other.coordinates[2 * joint + 1]!, ry, rSpread);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const dx = toUnit(query.coordinates[2 * joint]!, qx, qSpread) - (cos * x - sin * y);
  const dy = toUnit(query.coordinates[2 * joint + 1]!, qy, qSpread) - (sin * x + cos * y);
  return dx * dx + dy * dy;
}

function listBits(bits: number): number[] {
  return DESCRIPTOR_JOINTS.flatMap((_, joint) => ((bits >> joint) & 1 ? [joint] : []));
}
