import {
  interpolateRotations,
  mixVectors,
  normalizeQuaternion,
  type Quaternion,
  type Vec3,
} from '../../spatial/vector.js';

export type Interpolation = 'LINEAR' | 'STEP' | 'CUBICSPLINE';

/** What one channel does to one node. */
export interface Track {
  /** Position in the rig's nodes. */
  readonly node: number;
  readonly path: 'translation' | 'rotation';
  readonly interpolation: Interpolation;
  /** Seconds, strictly increasing. */
  readonly times: Float64Array;
  /** 3 or 4 numbers a key; of a cubic spline, three such: tangent in, value, tangent out. */
  readonly values: Float64Array;
}

/** The last key not after a time. */
function findKey(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Hermite's cubic over the tangents that glTF keeps beside each value. */
function interpolateCubic({ times, values }: Track, size: number, key: number, t: number): number[] {
  const length = times[key + 1]! - times[key]!;
  const at = (index: number, part: number, of: 0 | 1 | 2) => values[(index * 3 + of) * size + part]!;
  const [t2, t3] = [t * t, t * t * t];
  return Array.from(
    { length: size },
    (_, part) =>
      (2 * t3 - 3 * t2 + 1) * at(key, part, 1) +
      (t3 - 2 * t2 + t) * length * at(key, part, 2) +
      (-2 * t3 + 3 * t2) * at(key + 1, part, 1) +
      (t3 - t2) * length * at(key + 1, part, 0),
  );
}

/** A track at a time, as the glTF specification's appendix C interpolates; before the first and after the last key, as there. */
export function sampleTrack(track: Track, time: number): number[] {
  const { times, values, interpolation, path } = track;
  const size = path === 'rotation' ? 4 : 3;
  const perKey = interpolation === 'CUBICSPLINE' ? 3 : 1;
  const key = findKey(times, time);
  const valueAt = (index: number) => {
    const from = (index * perKey + (perKey === 3 ? 1 : 0)) * size;
    return [...values.subarray(from, from + size)];
  };
  const next = Math.min(key + 1, times.length - 1);
  const share = next > key ? (time - times[key]!) / (times[next]! - times[key]!) : 0;
  if (share <= 0 || interpolation === 'STEP') return valueAt(key);
  if (interpolation === 'CUBICSPLINE') return interpolateCubic(track, size, key, Math.min(1, share));
  const [a, b] = [valueAt(key), valueAt(next)];
  return path === 'rotation'
    ? [...interpolateRotations(toRotation(a), toRotation(b), Math.min(1, share))]
    : [...mixVectors(a as unknown as Vec3, b as unknown as Vec3, Math.min(1, share))];
}

export const toRotation = (parts: readonly number[]): Quaternion => normalizeQuaternion(parts as unknown as Quaternion);
