import { assertCanvas } from '../canvas.js';
import { convertPose } from '../convert-pose.js';
import { PoseError } from '../errors.js';
import { isLabelled } from '../keypoint.js';
import { createEmptyWarning, findCanvasWarnings, isDrawable } from '../pose-warnings.js';
import { type CanvasSize, type Keypoint, type PersonPose, type Pose, type PoseWarning } from '../types.js';
import { drawThickLine } from './draw-thick-line.js';
import { computeHalfWidths } from './fill-disc.js';
import { type RendererProfile } from './profile.js';
import { Raster } from './raster.js';

export interface RenderedSkeleton extends CanvasSize {
  readonly channels: 3;
  /** (height, width, 3), RGB, 0..255; background black. */
  readonly data: Uint8Array<ArrayBuffer>;
  readonly warnings: readonly PoseWarning[];
}

/** A joint's pixel: coordinates lose their fraction toward zero. */
function toDrawnPoint(keypoint: Keypoint | undefined, { keypointScoreThreshold }: RendererProfile) {
  if (!keypoint || !isLabelled(keypoint, keypointScoreThreshold) || !isDrawable(keypoint)) return undefined;
  return { x: Math.trunc(keypoint.x), y: Math.trunc(keypoint.y) };
}

function isDrawn(person: PersonPose, profile: RendererProfile): boolean {
  return !person.crowd && (person.score === undefined || person.score > profile.personScoreThreshold);
}

/**
 * Limbs are drawn in the profile's order, each over what is there. The discs at a limb's ends need no drawing of their own:
 * their radius is half the line's width, and the line's round ends have covered exactly those pixels.
 */
function drawPerson(raster: Raster, person: PersonPose, profile: RendererProfile, discs: readonly number[]): void {
  const points = person.keypoints.map((keypoint) => toDrawnPoint(keypoint, profile));
  profile.limbs.forEach(([from, to], limb) => {
    const start = points[from];
    const end = points[to];
    if (!start || !end) return;
    raster.setColour(profile.colours[limb]!);
    drawThickLine(raster, start, end, profile.lineWidth, discs);
  });
}

function assertReusable({ width, height }: CanvasSize, reuse: Uint8Array | undefined): void {
  if (!reuse || reuse.length === width * height * 3) return;
  throw new PoseError(
    'INVALID_CANVAS',
    `Expected ${width * height * 3} bytes to draw a ${width} x ${height} picture into, got ${reuse.length}.`,
  );
}

/**
 * Draws a pose at its own pixel coordinates, with no scaling: bring it to the canvas with `fitPose` first. A limb is drawn
 * where both its joints are labelled and, where they have scores, above the profile's threshold. Equal to OpenCV's drawing
 * pixel for pixel (as long as coordinates stay within +-16383 pixels, beyond which OpenCV's own integers overflow).
 *
 * @param canvas defaults to the pose's own size.
 * @param reuse the `data` of an earlier picture of this size, to be drawn over: for whoever draws thousands, since touching
 *   fresh memory takes longer than drawing.
 * @throws PoseError INVALID_CANVAS, also where `reuse` has another size.
 */
export function renderSkeleton(
  pose: Pose,
  profile: RendererProfile,
  canvas: CanvasSize = pose,
  reuse?: Uint8Array<ArrayBuffer>,
): RenderedSkeleton {
  assertCanvas(canvas, 'a canvas');
  assertReusable(canvas, reuse);
  const raster = new Raster(canvas.width, canvas.height, reuse);
  const discs = computeHalfWidths(profile.lineWidth / 2);
  for (const person of convertPose(pose, profile.skeleton).pose.people)
    if (isDrawn(person, profile)) drawPerson(raster, person, profile, discs);

  const warnings = findCanvasWarnings(pose, canvas);
  if (!raster.painted) warnings.push(createEmptyWarning(pose));
  return { width: canvas.width, height: canvas.height, channels: 3, data: raster.data, warnings };
}
