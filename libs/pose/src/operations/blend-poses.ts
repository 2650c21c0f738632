import { type Keypoint, type PersonPose, type Pose } from '../types.js';
import { growNodes, type Growth, type Point } from './body-tree.js';
import {
  adaptPose,
  type Anatomy,
  bendPerson,
  createAnatomy,
  createFigure,
  type Figure,
  replacePeople,
} from './edit-people.js';

export interface BlendPosesOptions {
  /** Share of the other pose, 0..1. Default 0.5. */
  readonly weight?: number;
  /**
   * `bones` turns each bone the shorter way round and mixes its length, so that limbs keep theirs; `joints` mixes coordinates.
   * Default `bones`.
   */
  readonly method?: 'bones' | 'joints';
}

const mix = (a: number, b: number, weight: number) => a + (b - a) * weight;

function mixPoints(a: Point, b: Point, weight: number): Point {
  return { x: mix(a.x, b.x, weight), y: mix(a.y, b.y, weight) };
}

/** By length and by angle, the shorter way round. */
function mixBones(a: Point, b: Point, weight: number): Point {
  const length = mix(Math.hypot(a.x, a.y), Math.hypot(b.x, b.y), weight);
  const start = Math.atan2(a.y, a.x);
  const turn = Math.atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
  const angle = start + turn * weight;
  return { x: length * Math.cos(angle), y: length * Math.sin(angle) };
}

function mixScores(own: Keypoint, other: Keypoint, weight: number): Pick<Keypoint, 'score'> {
  if (own.score === undefined || other.score === undefined) return {};
  return { score: mix(own.score, other.score, weight) };
}

function planBones(own: Figure, other: Figure, heavier: Figure, weight: number) {
  const both = (node: number) => own.places[node] && other.places[node];
  const blend: Growth = {
    from: own.places,
    reshape: (bone, node, ancestor) => {
      const [end, start] = [other.places[node], other.places[ancestor]];
      return end && start ? mixBones(bone, { x: end.x - start.x, y: end.y - start.y }, weight) : bone;
    },
    root: (place, node) => mixPoints(place, other.places[node]!, weight),
  };
  return (node: number): Growth => (both(node) ? blend : { from: heavier.places });
}

function blendFigures(anatomy: Anatomy, own: Figure, other: Figure, weight: number, method: 'bones' | 'joints') {
  const { tree } = anatomy;
  const heavier = weight > 0.5 ? other : own;
  const places =
    method === 'bones'
      ? growNodes(tree, planBones(own, other, heavier, weight))
      : tree.map((_, node) => {
          const [a, b] = [own.places[node], other.places[node]];
          return a && b ? mixPoints(a, b, weight) : heavier.places[node];
        });
  return bendPerson(anatomy, heavier.person, places, (joint) => ({
    ...heavier.person.keypoints[joint]!,
    ...mixScores(own.person.keypoints[joint]!, other.person.keypoints[joint]!, weight),
  }));
}

/**
 * A pose between two: this one at weight 0, the other at 1. People are paired by their order. What only one of the two has, a
 * joint or a whole person, is in the blend as far as the heavier of them has it; visibility, ids and other fields are the
 * heavier's, boxes and other fields in pixels are left out.
 */
export function blendPoses(pose: Pose, other: Pose, { weight = 0.5, method = 'bones' }: BlendPosesOptions = {}): Pose {
  if (weight === 0) return pose;
  const adapted = adaptPose(other, pose);
  if (weight === 1) return replacePeople(pose, adapted.people);
  const anatomy = createAnatomy(pose);
  const heavier = weight > 0.5 ? adapted : pose;
  const people = heavier.people.map((person, index): PersonPose => {
    const [own, counterpart] = [pose.people[index], adapted.people[index]];
    if (!own || !counterpart) return person;
    return blendFigures(anatomy, createFigure(anatomy, own), createFigure(anatomy, counterpart), weight, method);
  });
  return replacePeople(pose, people);
}
