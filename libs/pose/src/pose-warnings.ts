import { isLabelled } from './keypoint.js';
import { getSkeleton } from './skeletons/registry.js';
import { type CanvasSize, type Keypoint, type PersonPose, type Pose, type PoseWarning } from './types.js';

/** Joints farther than this from the origin, in pixels, are taken for broken data and not drawn. */
export const MAX_COORDINATE = 2 ** 24;

/** Whether both coordinates are finite and near enough to draw towards. */
export function isDrawable({ x, y }: Keypoint): boolean {
  return Math.abs(x) <= MAX_COORDINATE && Math.abs(y) <= MAX_COORDINATE;
}

function isInside({ x, y }: Keypoint, { width, height }: CanvasSize): boolean {
  return x > -1 && y > -1 && x < width && y < height;
}

function describe(joints: readonly string[]): string {
  return joints.length > 6 ? `${joints.slice(0, 6).join(', ')} and ${joints.length - 6} more` : joints.join(', ');
}

function* findPersonWarnings(
  person: PersonPose,
  index: number,
  canvas: CanvasSize,
  names: readonly string[],
): Generator<PoseWarning> {
  const labelled = person.keypoints.flatMap((keypoint, joint) =>
    isLabelled(keypoint) ? [{ keypoint, name: names[joint] ?? `joint ${joint}` }] : [],
  );
  const broken = labelled.filter(({ keypoint }) => !isDrawable(keypoint)).map(({ name }) => name);
  const who = `Person ${index + 1}${person.id === undefined ? '' : ` (id ${person.id})`}`;
  if (broken.length > 0)
    yield {
      code: 'JOINT_NOT_DRAWABLE',
      message: `${who}: ${describe(broken)} cannot be drawn; the coordinates are not finite or beyond ${MAX_COORDINATE} pixels.`,
      person: index,
      joints: broken,
    };

  const outside = labelled
    .filter(({ keypoint }) => isDrawable(keypoint) && !isInside(keypoint, canvas))
    .map(({ name }) => name);
  if (outside.length === 0) return;
  const size = `${canvas.width} x ${canvas.height} canvas`;
  const nobody = outside.length === labelled.length - broken.length;
  yield {
    code: nobody ? 'PERSON_OUTSIDE_CANVAS' : 'JOINTS_OUTSIDE_CANVAS',
    message: nobody
      ? `${who} lies wholly outside the ${size}. Fit the pose to the canvas first.`
      : `${who}: ${describe(outside)} outside the ${size}.`,
    person: index,
    joints: outside,
  };
}

/** What a canvas would cut off a pose, person by person. Crowds and people without labelled joints give none. */
export function findCanvasWarnings(pose: Pose, canvas: CanvasSize): PoseWarning[] {
  const { keypointNames } = getSkeleton(pose.skeleton);
  return pose.people.flatMap((person, index) =>
    person.crowd ? [] : [...findPersonWarnings(person, index, canvas, keypointNames)],
  );
}

/** Whether any labelled joint of a person, crowds apart, lies on the pose's canvas. */
export function hasJointOnCanvas(pose: Pose): boolean {
  return pose.people.some(
    (person) => !person.crowd && person.keypoints.some((joint) => isLabelled(joint) && isInside(joint, pose)),
  );
}

/** The warning of a picture that would be all background. */
export function createEmptyWarning(pose: Pose): PoseWarning {
  const people = pose.people.filter((person) => !person.crowd && person.keypoints.some((joint) => isLabelled(joint)));
  const why =
    people.length === 0
      ? `none of the pose's ${pose.people.length} people has a labelled joint`
      : `no limb of its ${people.length} people has two usable ends on the canvas`;
  return {
    code: 'EMPTY_SKELETON',
    message: `Nothing to draw: ${why}. Choose another pose, fit it to the canvas, or lower the score thresholds.`,
  };
}
