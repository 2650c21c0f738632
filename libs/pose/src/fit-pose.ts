import { type AxisTransform, movePerson } from './axis-transform.js';
import { assertCanvas } from './canvas.js';
import { PoseError } from './errors.js';
import { createEmptyWarning, findCanvasWarnings, hasJointOnCanvas } from './pose-warnings.js';
import { type CanvasSize, type Pose, type PoseWarning } from './types.js';

/**
 * - `letterbox`: one scale for both axes, as large as fits, centred;
 * - `stretch`: each axis by its own scale;
 * - `none`: coordinates stay, and what does not fit is cut off (what HumanSD's published demo does).
 */
export type PoseFitMode = 'letterbox' | 'stretch' | 'none';

export interface FittedPose {
  readonly pose: Pose;
  readonly transform: AxisTransform;
  readonly warnings: readonly PoseWarning[];
}

function planFit(from: CanvasSize, to: CanvasSize, mode: PoseFitMode): AxisTransform {
  const [scaleX, scaleY] = [to.width / from.width, to.height / from.height];
  switch (mode) {
    case 'none':
      return { scaleX: 1, scaleY: 1, offsetX: 0, offsetY: 0 };
    case 'stretch':
      return { scaleX, scaleY, offsetX: 0, offsetY: 0 };
    case 'letterbox': {
      const scale = Math.min(scaleX, scaleY);
      const offsetX = (to.width - from.width * scale) / 2;
      const offsetY = (to.height - from.height * scale) / 2;
      return { scaleX: scale, scaleY: scale, offsetX, offsetY };
    }
  }
}

/** A file's picture may be larger than any canvas that can be drawn on. */
function assertSource({ width, height }: CanvasSize): void {
  if (width > 0 && height > 0 && Number.isFinite(width * height)) return;
  throw new PoseError('INVALID_POSE', `Expected a pose with a positive width and height, got ${width} x ${height}.`);
}

/**
 * Brings a pose onto a canvas of another size: the explicit step between a file's pixels and a model's.
 * @returns the pose, the transform that took it there, and warnings about people and joints outside the canvas, about a
 *   pose with nothing on it, and about fields in pixels that could not follow.
 * @throws PoseError INVALID_POSE for a pose without a size; INVALID_CANVAS.
 */
export function fitPose(pose: Pose, canvas: CanvasSize, mode: PoseFitMode = 'letterbox'): FittedPose {
  assertSource(pose);
  assertCanvas(canvas, 'a canvas');
  const transform = planFit(pose, canvas, mode);
  const moved = pose.people.map((person) => movePerson(person, transform));
  const fitted: Pose = {
    ...pose,
    width: canvas.width,
    height: canvas.height,
    people: moved.map(({ person }) => person),
  };

  const warnings = findCanvasWarnings(fitted, canvas);
  for (const [person, { dropped }] of moved.entries())
    for (const field of dropped)
      warnings.push({ code: 'FIELD_DROPPED', message: `Person ${person + 1}: ${field} cannot be rescaled.`, person });
  if (!hasJointOnCanvas(fitted)) warnings.push(createEmptyWarning(fitted));
  return { pose: fitted, transform, warnings };
}
