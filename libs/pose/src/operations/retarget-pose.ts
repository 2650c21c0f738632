import { PoseError } from '../errors.js';
import { type PersonPose, type Pose } from '../types.js';
import { type BodyTree, growNodes, type Places, type Point } from './body-tree.js';
import {
  adaptPose,
  type Anatomy,
  bendPerson,
  createAnatomy,
  createFigure,
  findCounterpart,
  replacePeople,
} from './edit-people.js';
import { compareSizes, computeDistance } from './measure-figure.js';
import { findNode } from './reroot-pose.js';
import { type JointGroup, selectJoints } from './joint-groups.js';

export interface RetargetPoseOptions {
  /** The joint or landmark that stays in its place. Default `mid_hip`. */
  readonly root?: string;
  /**
   * `proportions` takes the other body's limbs in the size of this one; `lengths` takes them in pixels of this canvas. Default
   * `proportions`.
   */
  readonly keep?: 'proportions' | 'lengths';
}

/** What a bone's length becomes, given its length now; undefined leaves it. */
type LengthRule = (node: number, ancestor: number, length: number) => number | undefined;

function scaleBone({ x, y }: Point, length: number): Point {
  const now = Math.hypot(x, y);
  return now > 0 ? { x: (x * length) / now, y: (y * length) / now } : { x, y };
}

/** Every bone in its direction, as long as the rule says, from the root outward. */
function resizePerson(anatomy: Anatomy, person: PersonPose, root: string, rule: LengthRule): PersonPose {
  const { places } = createFigure(anatomy, person);
  const resized = growNodes(anatomy.tree, () => ({
    from: places,
    reshape: (bone, node, ancestor) => {
      const length = rule(node, ancestor, Math.hypot(bone.x, bone.y));
      return length === undefined ? bone : scaleBone(bone, length);
    },
  }));
  const node = findNode(anatomy, root);
  return bendPerson(anatomy, person, shiftPlaces(resized, resized[node], places[node]));
}

/** With lengths and directions given, another root means nothing but another place. */
function shiftPlaces(places: Places, from: Point | undefined, to: Point | undefined): Places {
  if (!from || !to) return places;
  return places.map((place) => place && { x: place.x + to.x - from.x, y: place.y + to.y - from.y });
}

function createReferenceRule(
  tree: BodyTree,
  own: Places,
  reference: Places,
  keep: 'proportions' | 'lengths',
): LengthRule {
  const size = keep === 'proportions' ? compareSizes(tree, own, reference) : 1;
  return (node, ancestor) => {
    const [start, end] = [reference[ancestor], reference[node]];
    return start && end && computeDistance(start, end) * size;
  };
}

/**
 * The pose on another body: every bone keeps its direction and takes the length that it has in the other pose, chain by chain
 * from the root. Each person takes those of the person at the same place there, or of the only one; bones that are not known
 * there keep their length. In the plane a bone that points at the viewer is short: take for the other body a pose that shows it
 * from the same side, at best a standing one.
 * @throws PoseError INVALID_OPERATION for an unknown root.
 */
export function retargetPose(pose: Pose, other: Pose, options: RetargetPoseOptions = {}): Pose {
  const { root = 'mid_hip', keep = 'proportions' } = options;
  const anatomy = createAnatomy(pose);
  findNode(anatomy, root);
  const bodies = adaptPose(other, pose);
  const people = pose.people.map((person, index) => {
    const body = findCounterpart(bodies, index);
    if (!body) return person;
    const [own, reference] = [createFigure(anatomy, person).places, createFigure(anatomy, body).places];
    return resizePerson(anatomy, person, root, createReferenceRule(anatomy.tree, own, reference, keep));
  });
  return replacePeople(pose, people);
}

export interface ScaleLimbsOptions {
  /** Names of joints, landmarks or groups: the bones that end in them. */
  readonly joints: readonly (JointGroup | (string & {}))[];
  /** How many times as long, above 0. */
  readonly factor: number;
  /** The joint or landmark that stays in its place. Default `mid_hip`. */
  readonly root?: string;
}

/**
 * Makes some bones longer or shorter in their own direction, and moves what hangs on them.
 * @throws PoseError INVALID_OPERATION for an unknown joint, group or root, and for a factor of 0 or less.
 */
export function scaleLimbs(pose: Pose, { joints, factor, root = 'mid_hip' }: ScaleLimbsOptions): Pose {
  if (!(factor > 0 && Number.isFinite(factor)))
    throw new PoseError('INVALID_OPERATION', `Expected a factor above 0, got ${factor}.`);
  const anatomy = createAnatomy(pose);
  const chosen = selectJoints(anatomy.skeleton, joints);
  findNode(anatomy, root);
  const ends = anatomy.tree.map((node) => node.joints.every((joint) => chosen.includes(joint)));
  const people = pose.people.map((person) =>
    resizePerson(anatomy, person, root, (node, _, length) => (ends[node] ? length * factor : undefined)),
  );
  return replacePeople(pose, people);
}
