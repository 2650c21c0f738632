import { PoseError } from '../errors.js';
import { type PersonPose, type Pose } from '../types.js';
import { type Places, type Point } from './body-tree.js';
import { type Anatomy, bendPerson, createAnatomy, createFigure, replacePeople } from './edit-people.js';
import { selectJoints } from './joint-groups.js';

export type HandSide = 'left' | 'right';

export interface CopyHandOptions {
  /**
   * How the copy is turned: `forearm` keeps its angle to the forearm, where both forearms are known; `picture` leaves it as a
   * mirror shows it. Default `forearm`.
   */
  readonly along?: 'forearm' | 'picture';
}

const otherSide = (side: HandSide): HandSide => (side === 'left' ? 'right' : 'left');

/** Nodes of one hand, in an order that is the same for the other. */
function listHand({ skeleton, tree }: Anatomy, side: HandSide): number[] {
  const joints = selectJoints(skeleton, [`${side}_hand`]);
  return tree
    .map((_, node) => node)
    .filter((node) => tree[node]!.joints.length === 1 && joints.includes(tree[node]!.joints[0]))
    .sort((a, b) => (tree[a]!.landmark < tree[b]!.landmark ? -1 : 1));
}

function findNode({ tree }: Anatomy, landmark: string): number {
  return tree.findIndex((node) => node.landmark === landmark);
}

/** The way from the elbow to the wrist, in radians. */
function computeForearmAngle(anatomy: Anatomy, places: Places, side: HandSide): number | undefined {
  const [elbow, wrist] = [places[findNode(anatomy, `${side}_elbow`)], places[findNode(anatomy, `${side}_wrist`)]];
  if (!elbow || !wrist || (elbow.x === wrist.x && elbow.y === wrist.y)) return undefined;
  return Math.atan2(wrist.y - elbow.y, wrist.x - elbow.x);
}

/** The turn that brings the mirrored forearm onto the other one. */
function computeTurn(anatomy: Anatomy, places: Places, from: HandSide): number {
  const source = computeForearmAngle(anatomy, places, from);
  const target = computeForearmAngle(anatomy, places, otherSide(from));
  return source === undefined || target === undefined ? 0 : target - (Math.PI - source);
}

function mirrorAndTurn({ x, y }: Point, turn: number): Point {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return { x: -x * cos - y * sin, y: -x * sin + y * cos };
}

function copyPersonsHand(
  anatomy: Anatomy,
  person: PersonPose,
  from: HandSide,
  along: 'forearm' | 'picture',
): PersonPose {
  const { places } = createFigure(anatomy, person);
  const to = otherSide(from);
  const [start, onto] = [places[findNode(anatomy, `${from}_wrist`)], places[findNode(anatomy, `${to}_wrist`)]];
  const [source, target] = [listHand(anatomy, from), listHand(anatomy, to)];
  if (!start || !onto || !source.some((node) => places[node])) return person;

  const turn = along === 'forearm' ? computeTurn(anatomy, places, from) : 0;
  const changed = [...places];
  const sourceOf = new Map<number, number>();
  for (const [index, node] of target.entries()) {
    const copied = places[source[index]!];
    const offset = copied && mirrorAndTurn({ x: copied.x - start.x, y: copied.y - start.y }, turn);
    changed[node] = offset && { x: onto.x + offset.x, y: onto.y + offset.y };
    sourceOf.set(anatomy.tree[node]!.joints[0], anatomy.tree[source[index]!]!.joints[0]);
  }
  return bendPerson(anatomy, person, changed, (joint) => person.keypoints[sourceOf.get(joint) ?? joint]!);
}

/**
 * Gives everybody's other hand the pose of the one named: its joints as seen from the wrist, mirrored, and turned to the other
 * forearm. Joints that the one hand lacks become unlabelled in the other. People without both wrists, or without any joint of
 * that hand, stay as they are.
 * @throws PoseError INVALID_OPERATION for a skeleton without hands.
 */
export function copyHand(pose: Pose, from: HandSide, { along = 'forearm' }: CopyHandOptions = {}): Pose {
  const anatomy = createAnatomy(pose);
  if (listHand(anatomy, from).length === 0)
    throw new PoseError(
      'INVALID_OPERATION',
      `Expected a skeleton with hands, got ${pose.skeleton}. Convert the pose to wholebody133 first.`,
    );
  return replacePeople(
    pose,
    pose.people.map((person) => copyPersonsHand(anatomy, person, from, along)),
  );
}
