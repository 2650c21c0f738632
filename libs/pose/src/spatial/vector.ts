/**
 * The little algebra that bones and cameras need. Vectors are [x, y, z]; quaternions [x, y, z, w], of unit length where
 * they are rotations. Right-handed throughout.
 */
export type Vec3 = readonly [x: number, y: number, z: number];
export type Quaternion = readonly [x: number, y: number, z: number, w: number];

export const ZERO: Vec3 = [0, 0, 0];
export const IDENTITY: Quaternion = [0, 0, 0, 1];

export const addVectors = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtractVectors = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scaleVector = (a: Vec3, by: number): Vec3 => [a[0] * by, a[1] * by, a[2] * by];
export const computeDot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const computeLength = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);
export const mixVectors = (a: Vec3, b: Vec3, t: number): Vec3 => addVectors(a, scaleVector(subtractVectors(b, a), t));

export function computeCross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The direction of `a`, or `otherwise` where it has none. */
export function normalizeVector(a: Vec3, otherwise: Vec3 = ZERO): Vec3 {
  const length = computeLength(a);
  return length > 1e-12 ? scaleVector(a, 1 / length) : otherwise;
}

/** First `b`, then `a`: the Hamilton product a b. */
export function multiplyQuaternions(a: Quaternion, b: Quaternion): Quaternion {
  const [ax, ay, az, aw] = a;
  const [bx, by, bz, bw] = b;
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

/** The inverse of a unit quaternion. */
export const invertQuaternion = ([x, y, z, w]: Quaternion): Quaternion => [-x, -y, -z, w];

/** Unit length, or the identity for a quaternion too short to have a direction. */
export function normalizeQuaternion([x, y, z, w]: Quaternion): Quaternion {
  const length = Math.hypot(x, y, z, w);
  return length > 1e-12 ? [x / length, y / length, z / length, w / length] : IDENTITY;
}

/** v' = v + 2 w (u x v) + 2 u x (u x v), with u the vector part. */
export function rotateVector([x, y, z, w]: Quaternion, v: Vec3): Vec3 {
  const u: Vec3 = [x, y, z];
  const t = scaleVector(computeCross(u, v), 2);
  return addVectors(addVectors(v, scaleVector(t, w)), computeCross(u, t));
}

/** A turn by `degrees` about a unit axis, anticlockwise for an eye that the axis points at. */
export function createRotation(axis: Vec3, degrees: number): Quaternion {
  const half = (degrees * Math.PI) / 360;
  const sine = Math.sin(half);
  return [axis[0] * sine, axis[1] * sine, axis[2] * sine, Math.cos(half)];
}

/** The smallest turn that brings the direction of `from` to that of `to`. */
export function createRotationBetween(from: Vec3, to: Vec3): Quaternion {
  const [a, b] = [normalizeVector(from), normalizeVector(to)];
  const cosine = computeDot(a, b);
  if (cosine < -0.999999) {
    const square = Math.abs(a[0]) < 0.9 ? computeCross(a, [1, 0, 0]) : computeCross(a, [0, 1, 0]);
    return createRotation(normalizeVector(square), 180);
  }
  const [x, y, z] = computeCross(a, b);
  return normalizeQuaternion([x, y, z, 1 + cosine]);
}

/** The rotation whose matrix has these columns: unit vectors, square to each other, right-handed. */
export function createRotationFromAxes(x: Vec3, y: Vec3, z: Vec3): Quaternion {
  const trace = x[0] + y[1] + z[2];
  if (trace > 0) return normalizeQuaternion([y[2] - z[1], z[0] - x[2], x[1] - y[0], 1 + trace]);
  if (x[0] >= y[1] && x[0] >= z[2])
    return normalizeQuaternion([1 + x[0] - y[1] - z[2], x[1] + y[0], z[0] + x[2], y[2] - z[1]]);
  if (y[1] >= z[2]) return normalizeQuaternion([x[1] + y[0], 1 + y[1] - x[0] - z[2], y[2] + z[1], z[0] - x[2]]);
  return normalizeQuaternion([z[0] + x[2], y[2] + z[1], 1 + z[2] - x[0] - y[1], x[1] - y[0]]);
}

/** Along the shorter arc from `a` (t = 0) to `b` (t = 1) at constant speed. */
export function interpolateRotations(a: Quaternion, b: Quaternion, t: number): Quaternion {
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
  const sign = dot < 0 ? -1 : 1;
  const angle = Math.acos(Math.min(1, Math.abs(dot)));
  const sine = Math.sin(angle);
  const [from, to] = sine < 1e-6 ? [1 - t, t] : [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
  const mix = (i: 0 | 1 | 2 | 3) => a[i] * from + b[i] * to * sign;
  return normalizeQuaternion([mix(0), mix(1), mix(2), mix(3)]);
}

/** The angle of the turn from `a` to `b`, 0..180 degrees. */
export function computeAngleBetween(a: Quaternion, b: Quaternion): number {
  const [x, y, z, w] = multiplyQuaternions(invertQuaternion(a), b);
  return (2 * Math.atan2(Math.hypot(x, y, z), Math.abs(w)) * 180) / Math.PI;
}
