import { type AxisTransform, movePerson } from '../axis-transform.js';
import { PoseError } from '../errors.js';
import { type CanvasSize, type Pose } from '../types.js';
import { type RendererProfile } from './profile.js';
import { type RenderedSkeleton, renderSkeleton } from './render-skeleton.js';

export interface ConditioningSize extends CanvasSize {
  /** Longer side, in pixels, of the canvas that is drawn on: a whole multiple of the picture's. Null: the picture's own. */
  readonly renderSize?: number | null;
}

export interface Conditioning {
  /** (3, height, width), RGB, -1..1; background -1. */
  readonly data: Float32Array<ArrayBuffer>;
  /** What was drawn, before averaging. */
  readonly skeleton: RenderedSkeleton;
}

function computeScale({ width, height, renderSize }: ConditioningSize): number {
  const longer = Math.max(width, height);
  const scale = (renderSize ?? longer) / longer;
  if (Number.isInteger(scale) && scale >= 1) return scale;
  throw new PoseError(
    'INVALID_RENDER_SIZE',
    `Expected a renderSize that is a whole multiple of the picture's longer side ${longer}, got ${renderSize}. ` +
      'Choose a picture size that divides it.',
  );
}

/** Sums of each scale x scale block, channel by channel: (3, height, width). */
function sumBlocks({ data }: RenderedSkeleton, scale: number, { width, height }: CanvasSize): Int32Array {
  const plane = width * height;
  const sums = new Int32Array(3 * plane);
  for (let y = 0, offset = 0; y < height * scale; y++) {
    const row = Math.floor(y / scale) * width;
    for (let block = row; block < row + width; block++) {
      for (let x = 0; x < scale; x++, offset += 3) {
        sums[block]! += data[offset]!;
        sums[block + plane]! += data[offset + 1]!;
        sums[block + 2 * plane]! += data[offset + 2]!;
      }
    }
  }
  return sums;
}

/** Sums over `pixels` bytes each, as their mean in -1..1. A loop: `Float32Array.from` takes 25 times as long. */
function toSignedMeans(sums: Int32Array, pixels: number): Float32Array<ArrayBuffer> {
  const means = new Float32Array(sums.length);
  for (let i = 0; i < sums.length; i++) means[i] = (sums[i]! / pixels / 255) * 2 - 1;
  return means;
}

function scalePose(pose: Pose, scale: number): Pose {
  if (scale === 1) return pose;
  const transform: AxisTransform = { scaleX: scale, scaleY: scale, offsetX: 0, offsetY: 0 };
  const people = pose.people.map((person) => movePerson(person, transform).person);
  return { ...pose, width: pose.width * scale, height: pose.height * scale, people };
}

/**
 * The picture that a model is conditioned on: the skeleton drawn on a canvas `renderSize / max(width, height)` times the
 * picture's size (joints scaled before they lose their fraction), averaged over blocks to the picture's size without
 * rounding, and mapped from 0..255 to -1..1.
 * @throws PoseError CANVAS_MISMATCH where the pose's canvas is not width x height; INVALID_RENDER_SIZE; INVALID_CANVAS.
 */
export function drawConditioning(pose: Pose, profile: RendererProfile, size: ConditioningSize): Conditioning {
  if (pose.width !== size.width || pose.height !== size.height)
    throw new PoseError(
      'CANVAS_MISMATCH',
      `Expected a pose on a ${size.width} x ${size.height} canvas, got ${pose.width} x ${pose.height}. Use fitPose first.`,
    );
  const scale = computeScale(size);
  const skeleton = renderSkeleton(scalePose(pose, scale), profile);
  return { data: toSignedMeans(sumBlocks(skeleton, scale, size), scale * scale), skeleton };
}

/** `drawConditioning`, the values alone: (3, height, width), RGB, -1..1. */
export function computeConditioning(pose: Pose, profile: RendererProfile, size: ConditioningSize): Float32Array {
  return drawConditioning(pose, profile, size).data;
}
