import { assertCanvas } from '../canvas.js';
import { convertPose } from '../convert-pose.js';
import { PoseError } from '../errors.js';
import { removeHidden } from '../hidden-joints.js';
import { createEmptyWarning, findCanvasWarnings } from '../pose-warnings.js';
import { type CanvasSize, type PersonPose, type Pose, type PoseWarning, type SkeletonName } from '../types.js';
import { createMarkDrawer, type DrawnJoints, selectDrawnJoints } from './draw-layer.js';
import { type Pass, type RendererProfile } from './profile.js';
import { Raster } from './raster.js';

export interface RenderedSkeleton extends CanvasSize {
  readonly channels: 3;
  /** (height, width, 3), RGB, 0..255; background black. */
  readonly data: Uint8Array<ArrayBuffer>;
  readonly warnings: readonly PoseWarning[];
}

type PeopleOf = (skeleton: SkeletonName) => readonly DrawnJoints[];

function isDrawn(person: PersonPose, profile: RendererProfile): boolean {
  return !person.crowd && (person.score === undefined || person.score > profile.personScoreThreshold);
}

/** The people to draw, on any skeleton that a layer asks for. */
function createCast(pose: Pose, profile: RendererProfile): PeopleOf {
  const people = pose.people.filter((person) => isDrawn(person, profile)).slice(0, profile.maxPeople);
  const drawn: Pose = { ...pose, people };
  const threshold = profile.keypointScoreThreshold;
  const cast = new Map<SkeletonName, readonly DrawnJoints[]>();
  const convert = (skeleton: SkeletonName) => {
    const converted =
      skeleton === pose.skeleton ? drawn : convertPose(drawn, skeleton, { scoreThreshold: threshold }).pose;
    return removeHidden(converted).people.map(({ keypoints }) => selectDrawnJoints(keypoints, threshold));
  };
  return (skeleton) => {
    const known = cast.get(skeleton) ?? convert(skeleton);
    cast.set(skeleton, known);
    return known;
  };
}

function computeFactor({ scales = [] }: RendererProfile, { width, height }: CanvasSize): number {
  return scales.findLast(({ from }) => Math.max(width, height) >= from)?.factor ?? 1;
}

function drawPass(raster: Raster, { order, layers }: Pass, peopleOf: PeopleOf, factor: number): void {
  const prepared = layers.map((layer) => ({
    marks: layer.colours.map((_, mark) => mark),
    people: peopleOf(layer.skeleton),
    draw: createMarkDrawer(raster, layer, factor),
  }));
  if (order === 'by-mark') {
    for (const { marks, people, draw } of prepared)
      for (const mark of marks) for (const person of people) draw(person, mark);
    return;
  }
  const count = prepared[0]?.people.length ?? 0;
  for (let person = 0; person < count; person++)
    for (const { marks, people, draw } of prepared) for (const mark of marks) draw(people[person]!, mark);
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
 * where both its joints are labelled, not hidden, and, where they have scores, above the profile's threshold. Equal to OpenCV's
 * drawing pixel for pixel (as long as coordinates stay within +-16383 pixels, beyond which OpenCV's own integers overflow).
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
  const peopleOf = createCast(pose, profile);
  const factor = computeFactor(profile, canvas);
  for (const pass of profile.passes) drawPass(raster, pass, peopleOf, factor);

  const warnings = findCanvasWarnings(pose, canvas);
  if (!raster.painted) warnings.push(createEmptyWarning(pose));
  return { width: canvas.width, height: canvas.height, channels: 3, data: raster.data, warnings };
}
