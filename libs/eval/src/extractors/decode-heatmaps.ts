import type { DecodedJoint, DecodedPerson } from './decoded-people.js';
import { blurPlane, type FeaturePlanes } from './feature-planes.js';
import type { Size } from './fit-picture.js';

const LEAST = 1e-3;
const MOST = 50;
/** Of float32: keeps a flat Hessian invertible. */
const RIDGE = 2 ** -23;

/**
 * One person of ViTPose's heatmaps: per joint the highest place, moved to where a Gaussian's logarithm would have its top. Heatmap corners are
 * input corners. Source: mmpose, UDPHeatmap.decode, refine_keypoints_dark_udp.
 *
 * @param blurSize of the Gaussian that smooths the maps first, 11 for sigma 2
 */
export function decodeUnbiasedHeatmaps(heatmaps: FeaturePlanes, input: Size, blurSize: number): DecodedPerson {
  const { count, width, height, data } = heatmaps;
  const joints = Array.from({ length: count }, (_, joint) => {
    const plane = data.subarray(joint * width * height, (joint + 1) * width * height);
    const [at, score] = findMaximum(plane);
    const smooth = blurKeepingMaximum(plane, width, height, blurSize);
    const refined = refineDark({ x: at % width, y: Math.floor(at / width), score }, smooth, width, height);
    return { x: (refined.x / (width - 1)) * input.width, y: (refined.y / (height - 1)) * input.height, score };
  });
  return { joints, score: joints.reduce((sum, { score }) => sum + score, 0) / joints.length };
}

/**
 * One Newton step on the logarithm of a blurred map, from a whole place.
 * Source: Zhang et al., Distribution-Aware Coordinate Representation for Human Pose Estimation, 2020; Huang et al., UDP, 2020.
 */
export function refineDark(joint: DecodedJoint, plane: Float32Array, width: number, height: number): DecodedJoint {
  const [column, row] = [Math.trunc(joint.x), Math.trunc(joint.y)];
  const read = (dx: number, dy: number): number => {
    const x = Math.max(0, Math.min(width - 1, column + dx));
    const y = Math.max(0, Math.min(height - 1, row + dy));
    return Math.log(Math.max(LEAST, Math.min(MOST, plane[y * width + x]!)));
  };
  const here = read(0, 0);
  const [right, left, below, above] = [read(1, 0), read(-1, 0), read(0, 1), read(0, -1)];
  const [dx, dy] = [(right - left) / 2, (below - above) / 2];
  const dxx = right - 2 * here + left + RIDGE;
  const dyy = below - 2 * here + above + RIDGE;
  const dxy = (read(1, 1) - right - below + 2 * here - left - above + read(-1, -1)) / 2;
  const determinant = dxx * dyy - dxy * dxy;
  if (determinant === 0) return joint;
  return {
    x: joint.x - (dyy * dx - dxy * dy) / determinant,
    y: joint.y - (dxx * dy - dxy * dx) / determinant,
    score: joint.score,
  };
}

function blurKeepingMaximum(plane: Float32Array, width: number, height: number, size: number): Float32Array {
  const blurred = blurPlane(plane, width, height, size, 'ZERO');
  const factor = findMaximum(plane)[1] / findMaximum(blurred)[1];
  return Number.isFinite(factor) ? blurred.map((value) => value * factor) : blurred;
}

export function findMaximum(values: Float32Array): [at: number, value: number] {
  let best = 0;
  for (let at = 1; at < values.length; at++) if (values[at]! > values[best]!) best = at;
  return [best, values[best]!];
}
