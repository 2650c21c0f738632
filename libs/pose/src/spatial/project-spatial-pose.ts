import { assertCanvas } from '../canvas.js';
import { UNLABELLED } from '../keypoint.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { getSkeleton } from '../skeletons/registry.js';
import {
  type BoundingBox,
  type CanvasSize,
  type Keypoint,
  type PersonPose,
  type Pose,
  type SkeletonName,
} from '../types.js';
import { assertSpatialPose } from './assert-spatial-pose.js';
import { computeView, createProjection, type ProjectedPoint } from './camera.js';
import { type BonePlacements, computeBonePlacements } from './forward-kinematics.js';
import { type HumanoidBone } from './humanoid.js';
import { BODY_LANDMARKS, type BodyLandmark, placeLandmark, RIG_LANDMARKS } from './landmarks.js';
import { type Capsule, createCapsules, isCovered } from './occlusion.js';
import { computeBodyScale } from './proportions.js';
import { type Camera, type SpatialPerson, type SpatialPose } from './types.js';
import {
  addVectors,
  computeDot,
  normalizeVector,
  rotateVector,
  scaleVector,
  subtractVectors,
  type Vec3,
} from './vector.js';

export interface ProjectionOptions extends CanvasSize {
  /** Default coco17. */
  readonly skeleton?: SkeletonName;
}

/** Nearer than this, metres, nothing is seen. */
const NEAREST = 0.01;
/** An ear, an eye or the nose is seen until it faces away by this: the cosine of about 100 degrees. */
const FACING_AWAY = -0.17;

/** One body ready to be looked at. */
interface PlacedBody {
  readonly placements: BonePlacements;
  readonly scale: number;
  readonly capsules: readonly Capsule[];
}

function placeBody(person: SpatialPerson): PlacedBody {
  const placements = computeBonePlacements(person);
  const scale = computeBodyScale(person.proportions);
  return { placements, scale, capsules: createCapsules(placements, scale) };
}

/** What looks at the people: one eye, or, for an orthographic camera, one for each point. */
function createEye(camera: Camera): (point: Vec3) => Vec3 {
  if (camera.kind === 'perspective') return () => camera.position;
  const { forward } = computeView(camera);
  return (point) =>
    addVectors(point, scaleVector(forward, -computeDot(subtractVectors(point, camera.position), forward)));
}

/** A rig of bones rather than a flat skeleton: it marks the spine. */
const isRig = (skeleton: SkeletonDefinition) => skeleton.landmarks.includes('spine');

/** Where parts lie one upon another they hide nothing: parts that carry the joint, and what is bound to them. */
function findCovering(capsules: readonly Capsule[], bone: HumanoidBone): Capsule[] {
  return capsules.filter(({ bones }) => !bones.includes(bone));
}

function isHidden(
  landmark: BodyLandmark,
  point: Vec3,
  eye: Vec3,
  body: PlacedBody,
  others: readonly Capsule[],
): boolean {
  if (landmark.facing) {
    const facing = rotateVector(body.placements[landmark.bone].rotation, landmark.facing);
    if (computeDot(facing, normalizeVector(subtractVectors(eye, point))) < FACING_AWAY) return true;
  }
  return isCovered(eye, point, [...findCovering(body.capsules, landmark.bone), ...others]);
}

function boundPoints(points: readonly ProjectedPoint[], outline: number): BoundingBox | undefined {
  if (points.length === 0) return undefined;
  const low = (axis: 'x' | 'y') => Math.min(...points.map((point) => point[axis] - outline * point.pixelsPerMetre));
  const high = (axis: 'x' | 'y') => Math.max(...points.map((point) => point[axis] + outline * point.pixelsPerMetre));
  const [x, y] = [low('x'), low('y')];
  return [x, y, high('x') - x, high('y') - y];
}

/** Flesh around the joints, metres of the default body. */
const OUTLINE = 0.08;

/**
 * A pose as a camera sees it. Joints that the body of anybody hides have visibility 1; joints behind the camera, and
 * joints of the skeleton that a body does not tell of, are unlabelled; those beyond the canvas keep their coordinates.
 * The pose carries the people in three dimensions along.
 * @throws PoseError INVALID_CAMERA, INVALID_CANVAS, INVALID_POSE, UNKNOWN_SKELETON.
 */
export function projectSpatialPose(spatial: SpatialPose, camera: Camera, options: ProjectionOptions): Pose {
  const { width, height } = options;
  assertCanvas({ width, height }, 'a canvas');
  assertSpatialPose(spatial);
  const skeleton = getSkeleton(options.skeleton ?? 'coco17');
  const table = isRig(skeleton) ? RIG_LANDMARKS : BODY_LANDMARKS;
  const project = createProjection(camera, { width, height });
  const eyeOf = createEye(camera);
  const bodies = spatial.people.map(placeBody);

  const people = bodies.map((body): PersonPose => {
    const others = bodies.flatMap((other) => (other === body ? [] : other.capsules));
    const seen: ProjectedPoint[] = [];
    const keypoints = skeleton.landmarks.map((name): Keypoint => {
      const landmark = table[name];
      if (!landmark) return UNLABELLED;
      const point = placeLandmark(landmark, body.placements, body.scale);
      const projected = project(point);
      if (!(projected.depth > NEAREST)) return UNLABELLED;
      seen.push(projected);
      const visibility = isHidden(landmark, point, eyeOf(point), body, others) ? 1 : 2;
      return { x: projected.x, y: projected.y, visibility };
    });
    const bbox = boundPoints(seen, OUTLINE * body.scale);
    return bbox ? { keypoints, bbox, area: bbox[2] * bbox[3] } : { keypoints };
  });
  return { width, height, skeleton: skeleton.name, people, spatial };
}
