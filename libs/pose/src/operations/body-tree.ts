import { isLabelled } from '../keypoint.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { type Keypoint } from '../types.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What each landmark hangs on; the middle of the hips carries all. Fingers and the face have rules of their own. */
const CARRIERS: Readonly<Record<string, string>> = {
  spine: 'mid_hip',
  chest: 'spine',
  upper_chest: 'chest',
  neck: 'upper_chest',
  head: 'neck',
  head_top: 'head',
  jaw: 'head',
  nose: 'head',
  left_eye: 'nose',
  right_eye: 'nose',
  left_ear: 'left_eye',
  right_ear: 'right_eye',
  ...Object.fromEntries(
    ['left', 'right'].flatMap((side) => [
      [`${side}_clavicle`, 'neck'],
      [`${side}_shoulder`, `${side}_clavicle`],
      [`${side}_elbow`, `${side}_shoulder`],
      [`${side}_wrist`, `${side}_elbow`],
      [`${side}_hand_root`, `${side}_wrist`],
      [`${side}_hip`, 'mid_hip'],
      [`${side}_knee`, `${side}_hip`],
      [`${side}_ankle`, `${side}_knee`],
      [`${side}_toe_base`, `${side}_ankle`],
      [`${side}_toe_end`, `${side}_toe_base`],
      [`${side}_big_toe`, `${side}_ankle`],
      [`${side}_small_toe`, `${side}_ankle`],
      [`${side}_heel`, `${side}_ankle`],
    ]),
  ),
};

const FINGER_JOINT = /^(left|right)_(thumb|forefinger|middle_finger|ring_finger|pinky_finger)(\d)$/;

/** The landmark that this one hangs on; undefined for the root. */
function carrierOf(landmark: string): string | undefined {
  if (landmark.startsWith('face-')) return 'nose';
  const [, side, finger, number] = FINGER_JOINT.exec(landmark) ?? [];
  if (finger === undefined) return CARRIERS[landmark];
  return number === '1' ? `${side}_wrist` : `${side}_${finger}${Number(number) - 1}`;
}

/** Landmarks that stand in the middle of a pair, and so are known of skeletons that do not mark them. */
const MIDDLES: readonly (readonly [middle: string, left: string, right: string])[] = [
  ['mid_hip', 'left_hip', 'right_hip'],
  ['neck', 'left_shoulder', 'right_shoulder'],
];

/** A joint of the skeleton, or a middle between two that the skeleton does not mark. */
export interface TreeNode {
  readonly landmark: string;
  /** Indices into the skeleton's joints: one, or the two whose middle it is. */
  readonly joints: readonly [number] | readonly [number, number];
  /** From the nearest node that carries this one up to the root. */
  readonly ancestors: readonly number[];
}

/** Nodes in an order in which ancestors come first. */
export type BodyTree = readonly TreeNode[];

function listCarriers(landmark: string): string[] {
  const carriers: string[] = [];
  for (let at = carrierOf(landmark); at !== undefined; at = carrierOf(at)) carriers.push(at);
  return carriers;
}

/** The skeleton's joints as a tree by what they mark, rooted in the middle of the hips. */
export function createBodyTree({ landmarks }: SkeletonDefinition): BodyTree {
  const marked = landmarks.map((landmark, joint) => ({ landmark, joints: [joint] as const }));
  const middles = MIDDLES.flatMap(([landmark, left, right]) => {
    const joints = [landmarks.indexOf(left), landmarks.indexOf(right)] as const;
    return landmarks.includes(landmark) || joints.includes(-1) ? [] : [{ landmark, joints }];
  });
  const nodes = [...middles, ...marked]
    .map((node) => ({ ...node, carriers: listCarriers(node.landmark) }))
    .sort((a, b) => a.carriers.length - b.carriers.length);
  const indexOf = new Map(nodes.map(({ landmark }, index) => [landmark, index]));
  return nodes.map(({ landmark, joints, carriers }) => ({
    landmark,
    joints,
    ancestors: carriers.flatMap((carrier) => indexOf.get(carrier) ?? []),
  }));
}

/** Where a person's nodes are, in pixels; undefined where a joint is not labelled. */
export type Places = readonly (Point | undefined)[];

export function locateNodes(tree: BodyTree, keypoints: readonly Keypoint[]): Places {
  const locate = (joint: number) => {
    const keypoint = keypoints[joint];
    return keypoint && isLabelled(keypoint) ? keypoint : undefined;
  };
  return tree.map(({ joints: [first, second] }) => {
    const a = locate(first);
    if (second === undefined || !a) return a && { x: a.x, y: a.y };
    const b = locate(second);
    return b && { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  });
}

export function findPlace(tree: BodyTree, places: Places, landmark: string): Point | undefined {
  return places[tree.findIndex((node) => node.landmark === landmark)];
}

/** How a node comes to its new place. */
export interface Growth {
  /** The person whose bone it takes: the way to the node from its nearest ancestor that is placed already. */
  readonly from: Places;
  /** What becomes of that bone, before it is set onto the ancestor's new place. Default: nothing. */
  readonly reshape?: (bone: Point, node: number, ancestor: number) => Point;
  /** The new place of a node without such an ancestor. Default: where it is in `from`. */
  readonly root?: (place: Point, node: number) => Point;
}

/**
 * Builds a person anew from the root outward, bone by bone.
 * @param plan how each node grows; undefined leaves it out.
 */
export function growNodes(tree: BodyTree, plan: (node: number) => Growth | undefined): Places {
  const places: (Point | undefined)[] = [];
  for (const [index, { ancestors }] of tree.entries()) {
    const growth = plan(index);
    const place = growth?.from[index];
    const ancestor = growth && ancestors.find((candidate) => places[candidate] && growth.from[candidate]);
    if (!growth || !place) places.push(undefined);
    else if (ancestor === undefined) places.push(growth.root?.(place, index) ?? place);
    else places.push(growBone(growth, place, index, ancestor, places[ancestor]!));
  }
  return places;
}

function growBone({ from, reshape }: Growth, place: Point, node: number, ancestor: number, onto: Point): Point {
  const start = from[ancestor]!;
  if (!reshape && onto.x === start.x && onto.y === start.y) return place;
  const bone = { x: place.x - start.x, y: place.y - start.y };
  const { x, y } = reshape?.(bone, node, ancestor) ?? bone;
  return { x: onto.x + x, y: onto.y + y };
}
