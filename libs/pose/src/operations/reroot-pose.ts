import { movePerson } from '../axis-transform.js';
import { PoseError } from '../errors.js';
import { suggest } from '../near-miss.js';
import { type PersonPose, type Pose } from '../types.js';
import { type Places, type Point } from './body-tree.js';
import { type Anatomy, createAnatomy, createFigure, replacePeople } from './edit-people.js';

/** The node of a joint, by its name or by what it marks: `mid_hip` and `neck` are nodes of skeletons that do not mark them too. */
export function findNode({ skeleton, tree }: Anatomy, joint: string): number {
  const landmark = skeleton.landmarks[skeleton.keypointNames.indexOf(joint)] ?? joint;
  const node = tree.findIndex((candidate) => candidate.landmark === landmark);
  if (node >= 0) return node;
  const hint = suggest(joint, [...new Set([...skeleton.keypointNames, ...tree.map((known) => known.landmark)])]);
  throw new PoseError(
    'INVALID_OPERATION',
    `Expected a joint of ${skeleton.name}, got ${JSON.stringify(joint)}. ${hint}`.trim(),
  );
}

/** Moves a person so that a node comes from one place to another. */
export function shiftPerson(person: PersonPose, from: Point | undefined, to: Point | undefined): PersonPose {
  if (!from || !to) return person;
  return movePerson(person, { scaleX: 1, scaleY: 1, offsetX: to.x - from.x, offsetY: to.y - from.y }).person;
}

export interface RerootPoseOptions {
  /** The joint or landmark that people are placed by. */
  readonly joint: string;
  /** Where it goes, in pixels of the canvas. */
  readonly x: number;
  readonly y: number;
  /** The only person to move, by order. Default: everybody. */
  readonly person?: number;
}

/**
 * Takes another joint for the one that a person is placed by, and puts it at a point: the left foot on a step, a hand on a
 * handle. The person keeps shape and size. People of whom that joint is not known stay where they are.
 * @throws PoseError INVALID_OPERATION for an unknown joint.
 */
export function rerootPose(pose: Pose, { joint, x, y, person: only }: RerootPoseOptions): Pose {
  const anatomy = createAnatomy(pose);
  const node = findNode(anatomy, joint);
  const placeOf = (places: Places) => places[node];
  const people = pose.people.map((person, index) =>
    only === undefined || only === index
      ? shiftPerson(person, placeOf(createFigure(anatomy, person).places), { x, y })
      : person,
  );
  return replacePeople(pose, people);
}
