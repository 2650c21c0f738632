import { withoutPixelFields } from '../axis-transform.js';
import { fitPose } from '../fit-pose.js';
import { convertPose } from '../convert-pose.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { getSkeleton } from '../skeletons/registry.js';
import { type Keypoint, type PersonPose, type Pose } from '../types.js';
import { UNLABELLED } from '../keypoint.js';
import { type BodyTree, createBodyTree, locateNodes, type Places } from './body-tree.js';

/** What an operation that bends people needs to know of their skeleton. */
export interface Anatomy {
  readonly skeleton: SkeletonDefinition;
  readonly tree: BodyTree;
}

export function createAnatomy(pose: Pose): Anatomy {
  const skeleton = getSkeleton(pose.skeleton);
  return { skeleton, tree: createBodyTree(skeleton) };
}

/** A person and where the nodes of their body are. */
export interface Figure {
  readonly person: PersonPose;
  readonly places: Places;
}

export function createFigure({ tree }: Anatomy, person: PersonPose): Figure {
  return { person, places: locateNodes(tree, person.keypoints) };
}

/**
 * A person whose joints were moved one by one. Boxes, areas and other fields in pixels no longer hold, and are left out.
 * @param places undefined leaves a joint unlabelled. @param describe where a joint's visibility and score come from.
 */
export function bendPerson(
  { skeleton, tree }: Anatomy,
  person: PersonPose,
  places: Places,
  describe: (joint: number) => Keypoint = (joint) => person.keypoints[joint]!,
): PersonPose {
  const keypoints = skeleton.keypointNames.map(() => UNLABELLED);
  for (const [node, { joints }] of tree.entries()) {
    const place = places[node];
    if (place && joints.length === 1) keypoints[joints[0]] = { ...describe(joints[0]), ...place };
  }
  return { ...withoutPixelFields(person), keypoints };
}

/** The pose with its people changed in the plane: what it said in three dimensions is no longer true of them. */
export function replacePeople({ spatial: _, ...pose }: Pose, people: readonly PersonPose[]): Pose {
  return { ...pose, people };
}

/** Another pose on the skeleton and, letterboxed, on the canvas of this one. */
export function adaptPose(other: Pose, { skeleton, width, height }: Pose): Pose {
  const converted = other.skeleton === skeleton ? other : convertPose(other, skeleton).pose;
  return other.width === width && other.height === height ? converted : fitPose(converted, { width, height }).pose;
}

/** The other pose's person at this place; its only person where there is just one. */
export function findCounterpart({ people }: Pose, index: number): PersonPose | undefined {
  return people.length === 1 ? people[0] : people[index];
}
