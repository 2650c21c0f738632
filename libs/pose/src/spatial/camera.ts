import { PoseError } from '../errors.js';
import { type CanvasSize } from '../types.js';
import { computeBonePlacements } from './forward-kinematics.js';
import { BODY_LANDMARKS, placeLandmark } from './landmarks.js';
import { computeBodyScale } from './proportions.js';
import { type Camera, type SpatialPerson, type SpatialPose } from './types.js';
import {
  addVectors,
  computeCross,
  computeDot,
  normalizeVector,
  scaleVector,
  subtractVectors,
  type Vec3,
} from './vector.js';

export interface OrbitOptions {
  readonly name?: string;
  /** Degrees around the vertical: 0 stands where the rest pose faces, 90 to its left hand, 180 behind it. Default 0. */
  readonly azimuth?: number;
  /** Degrees above the horizon, -90..90. Default 0. */
  readonly elevation?: number;
  /** Metres to the target. */
  readonly distance: number;
  readonly target: Vec3;
  /** Degrees. Default 30, close to a portrait lens. */
  readonly verticalFieldOfView?: number;
  /** Metres from the bottom of the picture to its top: makes the camera orthographic. */
  readonly orthographicHeight?: number;
}

export const DEFAULT_FIELD_OF_VIEW = 30;

const toRadians = (degrees: number) => (degrees * Math.PI) / 180;

/** Towards the camera, from what it circles. */
function computeOrbitDirection(azimuth: number, elevation: number): Vec3 {
  const [around, above] = [toRadians(azimuth), toRadians(elevation)];
  return [Math.sin(around) * Math.cos(above), Math.sin(above), Math.cos(around) * Math.cos(above)];
}

/** A camera on a sphere around its target, level but for looking straight up or down. */
export function createOrbitCamera(options: OrbitOptions): Camera {
  const { azimuth = 0, elevation = 0, distance, target, name = `${azimuth} ${elevation}` } = options;
  const around = toRadians(azimuth);
  const isSteep = Math.abs(elevation) > 89;
  const sign = elevation > 0 ? -1 : 1;
  const up: Vec3 = isSteep ? [sign * Math.sin(around), 0, sign * Math.cos(around)] : [0, 1, 0];
  const position = addVectors(target, scaleVector(computeOrbitDirection(azimuth, elevation), distance));
  const place = { name, position, target, up };
  const camera: Camera =
    options.orthographicHeight === undefined
      ? { ...place, kind: 'perspective', verticalFieldOfView: options.verticalFieldOfView ?? DEFAULT_FIELD_OF_VIEW }
      : { ...place, kind: 'orthographic', height: options.orthographicHeight };
  assertCamera(camera);
  return camera;
}

/** @throws PoseError INVALID_CAMERA for a camera without a direction, a size that is not positive, or numbers that are not finite. */
export function assertCamera(camera: Camera): void {
  const { position, target, up, name } = camera;
  const fail = (expected: string): never => {
    throw new PoseError('INVALID_CAMERA', `Expected ${expected} (camera ${JSON.stringify(name)}).`);
  };
  if (
    ![position, target, up].every((vector: readonly number[]) => vector.length === 3 && vector.every(Number.isFinite))
  )
    fail('position, target and up of three finite numbers each');
  const forward = normalizeVector(subtractVectors(target, position));
  if (computeDot(forward, forward) < 0.5) fail('a target away from the position');
  const right = computeCross(forward, normalizeVector(up));
  if (computeDot(right, right) < 1e-12) fail('an up that is not along the direction of view');
  if (camera.kind === 'perspective') {
    const angle = camera.verticalFieldOfView;
    if (!(angle > 0 && angle < 180)) fail(`a vertical field of view in 0..180 degrees, got ${angle}`);
  } else if (!(camera.height > 0 && camera.height < Infinity)) fail(`a positive height, got ${camera.height}`);
}

/** The camera's own axes in the world: to the right, up, and towards what it sees. */
export interface View {
  readonly right: Vec3;
  readonly up: Vec3;
  readonly forward: Vec3;
}

export function computeView(camera: Camera): View {
  const forward = normalizeVector(subtractVectors(camera.target, camera.position));
  const right = normalizeVector(computeCross(forward, camera.up));
  return { right, up: computeCross(right, forward), forward };
}

export interface ProjectedPoint {
  /** Pixels of the canvas; (0, 0) is the centre of the top left pixel. */
  readonly x: number;
  readonly y: number;
  /** Metres before the camera along its axis; not positive behind it. */
  readonly depth: number;
  readonly pixelsPerMetre: number;
}

/** The projection of world points onto a canvas. */
export function createProjection(camera: Camera, canvas: CanvasSize): (point: Vec3) => ProjectedPoint {
  assertCamera(camera);
  const view = computeView(camera);
  const middle = { x: (canvas.width - 1) / 2, y: (canvas.height - 1) / 2 };
  const focal =
    camera.kind === 'perspective'
      ? canvas.height / 2 / Math.tan(toRadians(camera.verticalFieldOfView) / 2)
      : canvas.height / camera.height;
  return (point) => {
    const seen = subtractVectors(point, camera.position);
    const depth = computeDot(seen, view.forward);
    const pixelsPerMetre = camera.kind === 'perspective' ? focal / depth : focal;
    return {
      x: middle.x + computeDot(seen, view.right) * pixelsPerMetre,
      y: middle.y - computeDot(seen, view.up) * pixelsPerMetre,
      depth,
      pixelsPerMetre,
    };
  };
}

export interface FitOptions {
  readonly name?: string;
  readonly azimuth?: number;
  readonly elevation?: number;
  readonly verticalFieldOfView?: number;
  readonly orthographic?: boolean;
  /** Width by height of the picture. Default 1. */
  readonly aspect?: number;
  /** Share of the picture's width and height left free around the people. Default 0.1 each side. */
  readonly margin?: number;
}

/** Flesh, hair and clothes around the joints, metres. */
const OUTLINE = 0.1;

function findExtremes(person: SpatialPerson): Vec3[] {
  const placements = computeBonePlacements(person);
  const scale = computeBodyScale(person.proportions);
  return Object.values(BODY_LANDMARKS).map((landmark) => placeLandmark(landmark, placements, scale));
}

/**
 * A camera around the people that shows all of them, as large as its margin allows: the usual way to see a pose from
 * another side.
 * @throws PoseError INVALID_CAMERA.
 */
export function fitOrbitCamera(spatial: Pick<SpatialPose, 'people'>, options: FitOptions = {}): Camera {
  const { azimuth = 0, elevation = 0, aspect = 1, margin = 0.1, orthographic = false } = options;
  const { verticalFieldOfView = DEFAULT_FIELD_OF_VIEW } = options;
  const points = spatial.people.flatMap(findExtremes);
  const box = [0, 1, 2].map((axis) => points.map((point) => point[axis]!));
  const middleOf = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const target: Vec3 = points.length > 0 ? [middleOf(box[0]!), middleOf(box[1]!), middleOf(box[2]!)] : [0, 0.9, 0];

  const place = { ...(options.name !== undefined && { name: options.name }), azimuth, elevation, target };
  const { right, up, forward } = computeView(createOrbitCamera({ ...place, distance: 1 }));
  const free = 1 - 2 * margin;
  const slope = Math.tan(toRadians(verticalFieldOfView) / 2) * free;
  let [distance, halfHeight] = [1, 0.5];
  for (const point of points) {
    const from = subtractVectors(point, target);
    const across = (Math.abs(computeDot(from, right)) + OUTLINE) / aspect;
    const half = Math.max(across, Math.abs(computeDot(from, up)) + OUTLINE);
    halfHeight = Math.max(halfHeight, half / free);
    distance = Math.max(distance, half / slope - computeDot(from, forward));
  }
  return createOrbitCamera({
    ...place,
    distance: orthographic ? Math.max(distance, 10) : distance,
    verticalFieldOfView,
    ...(orthographic && { orthographicHeight: 2 * halfHeight }),
  });
}
