import { IDENTITY, type Quaternion, rotateVector, type Vec3 } from './vector.js';

export type RotationAxis = 'x' | 'y' | 'z';

const AXES: Readonly<Record<RotationAxis, Vec3>> = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const INDEX: Readonly<Record<RotationAxis, 0 | 1 | 2>> = { x: 0, y: 1, z: 2 };

/**
 * Turns about the bone's own axes, one after the other as listed (intrinsic): the product of their quaternions in that order,
 * written out, since motion files hold millions of them.
 */
export function createRotationFromEuler(order: readonly RotationAxis[], degrees: readonly number[]): Quaternion {
  let [x, y, z, w] = IDENTITY;
  for (const [index, axis] of order.entries()) {
    const half = ((degrees[index] ?? 0) * Math.PI) / 360;
    const [s, c] = [Math.sin(half), Math.cos(half)];
    if (axis === 'x') [x, y, z, w] = [x * c + w * s, y * c + z * s, z * c - y * s, w * c - x * s];
    else if (axis === 'y') [x, y, z, w] = [x * c - z * s, y * c + w * s, z * c + x * s, w * c - y * s];
    else [x, y, z, w] = [x * c + y * s, y * c - x * s, z * c + w * s, w * c - z * s];
  }
  return [x, y, z, w];
}

const toDegrees = (radians: number) => (radians * 180) / Math.PI;

/**
 * The three angles, in degrees, whose intrinsic turns about three different axes a, b, c give a rotation. Where the middle one
 * is 90 degrees and the outer two are one turn, the last is 0.
 *
 * R = Ra Rb Rc, and with s = +1 for xyz, yzx, zxy and -1 for the others: R c = (s sin b, -s sin a cos b, cos a cos b) in (a, b, c).
 */
export function computeEulerAngles(
  rotation: Quaternion,
  order: readonly [RotationAxis, RotationAxis, RotationAxis],
): Vec3 {
  const [a, b, c] = order.map((axis) => INDEX[axis]) as [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2];
  const sign = (b - a + 3) % 3 === 1 ? 1 : -1;
  const alongC = rotateVector(rotation, AXES[order[2]]);
  const sine = sign * alongC[a];
  const cosine = Math.hypot(alongC[b], alongC[c]);
  const middle = Math.atan2(sine, cosine);
  if (cosine < 1e-7) {
    const alongB = rotateVector(rotation, AXES[order[1]]);
    return [toDegrees(Math.atan2(sign * alongB[c], alongB[b])), toDegrees(middle), 0];
  }
  const first = Math.atan2(-sign * alongC[b], alongC[c]);
  const alongA = rotateVector(rotation, AXES[order[0]])[a];
  const last = Math.atan2(-sign * rotateVector(rotation, AXES[order[1]])[a], alongA);
  return [toDegrees(first), toDegrees(middle), toDegrees(last)];
}
