import { type Pose } from '../types.js';
import { growNodes, type Growth } from './body-tree.js';
import {
  adaptPose,
  type Anatomy,
  bendPerson,
  createAnatomy,
  createFigure,
  type Figure,
  findCounterpart,
  replacePeople,
} from './edit-people.js';
import { selectJoints } from './joint-groups.js';
import { compareSizes } from './measure-figure.js';

export interface ApplyPartOptions {
  /** Names of joints, landmarks or groups. */
  readonly joints: readonly string[];
  /**
   * True sets the part onto the body that it comes to, in that body's size, and what hangs on it follows; false leaves it where
   * it was in the other picture. Default true.
   */
  readonly attach?: boolean;
}

function isTaken({ tree }: Anatomy, chosen: ReadonlySet<number>) {
  return (node: number) => tree[node]!.joints.every((joint) => chosen.has(joint));
}

function applyToFigure(anatomy: Anatomy, own: Figure, other: Figure, chosen: ReadonlySet<number>, attach: boolean) {
  const { tree } = anatomy;
  const taken = isTaken(anatomy, chosen);
  const size = compareSizes(tree, own.places, other.places);
  const keep: Growth = { from: own.places };
  const take: Growth = { from: other.places, reshape: ({ x, y }) => ({ x: x * size, y: y * size }) };
  const places = attach
    ? growNodes(tree, (node) => (taken(node) ? take : keep))
    : tree.map((_, node) => (taken(node) ? other : own).places[node]);
  const sourceOf = (joint: number) => (chosen.has(joint) ? other : own).person.keypoints[joint]!;
  return bendPerson(anatomy, own.person, places, sourceOf);
}

/**
 * Takes part of another pose: each person that of the person at the same place there, or of the only one. Within the part
 * everything is the other's, joints that are missing there too; people without a counterpart stay as they are.
 * @throws PoseError INVALID_OPERATION for an unknown joint or group.
 */
export function applyPart(pose: Pose, other: Pose, { joints, attach = true }: ApplyPartOptions): Pose {
  const anatomy = createAnatomy(pose);
  const chosen = new Set(selectJoints(anatomy.skeleton, joints));
  if (chosen.size === 0) return pose;
  const source = adaptPose(other, pose);
  const people = pose.people.map((person, index) => {
    const counterpart = findCounterpart(source, index);
    if (!counterpart) return person;
    return applyToFigure(anatomy, createFigure(anatomy, person), createFigure(anatomy, counterpart), chosen, attach);
  });
  return replacePeople(pose, people);
}
