import { PoseError } from '../errors.js';
import { suggest } from '../near-miss.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';

const HEAD = ['head', 'head_top', 'jaw', 'nose', 'left_eye', 'right_eye', 'left_ear', 'right_ear'];
const TORSO = [
  ...['neck', 'upper_chest', 'chest', 'spine', 'mid_hip'],
  ...['left', 'right'].flatMap((side) => [`${side}_clavicle`, `${side}_shoulder`, `${side}_hip`]),
];
const ARM = ['elbow', 'wrist'];
const FOOT = ['toe_base', 'toe_end', 'big_toe', 'small_toe', 'heel'];
const LEG = ['knee', 'ankle', ...FOOT];

type Test = (landmark: string) => boolean;

const isFace: Test = (landmark) => /^face-\d+$/.test(landmark);
const isHandOf = (side: string): Test => {
  const pattern = new RegExp(`^${side}_(hand_root|(thumb|forefinger|(middle|ring|pinky)_finger)\\d)$`);
  return (landmark) => pattern.test(landmark);
};
const isArmOf = (side: string): Test => {
  const isHand = isHandOf(side);
  return (landmark) => isHand(landmark) || ARM.some((part) => landmark === `${side}_${part}`);
};
const isPartOf = (side: string, parts: readonly string[]): Test => {
  const names = parts.map((part) => `${side}_${part}`);
  return (landmark) => names.includes(landmark);
};
const either =
  (...tests: readonly Test[]): Test =>
  (landmark) =>
    tests.some((test) => test(landmark));

/** Parts of the body by name. An arm has its hand and a leg its foot; shoulders and hips are the torso's. */
const GROUPS = {
  all: () => true,
  head: either((landmark) => HEAD.includes(landmark), isFace),
  face: isFace,
  torso: (landmark: string) => TORSO.includes(landmark),
  arms: either(isArmOf('left'), isArmOf('right')),
  left_arm: isArmOf('left'),
  right_arm: isArmOf('right'),
  hands: either(isHandOf('left'), isHandOf('right')),
  left_hand: isHandOf('left'),
  right_hand: isHandOf('right'),
  legs: either(isPartOf('left', LEG), isPartOf('right', LEG)),
  left_leg: isPartOf('left', LEG),
  right_leg: isPartOf('right', LEG),
  feet: either(isPartOf('left', FOOT), isPartOf('right', FOOT)),
} satisfies Record<string, Test>;

export type JointGroup = keyof typeof GROUPS;

export const JOINT_GROUPS = Object.keys(GROUPS) as readonly JointGroup[];

const isGroup = (name: string): name is JointGroup => Object.hasOwn(GROUPS, name);

/**
 * The joints that a list of joint names, landmarks and groups means, as indices in the skeleton's order. A group of which the
 * skeleton has nothing means no joint.
 * @throws PoseError INVALID_OPERATION for a name that is none of them, with the nearest.
 */
export function selectJoints(
  { keypointNames, landmarks, name: skeleton }: SkeletonDefinition,
  wanted: readonly string[],
): number[] {
  const chosen = new Set<number>();
  for (const name of wanted) {
    const joint = Math.max(keypointNames.indexOf(name), landmarks.indexOf(name));
    if (joint >= 0) chosen.add(joint);
    else if (isGroup(name)) {
      for (const [index, landmark] of landmarks.entries()) if (GROUPS[name](landmark)) chosen.add(index);
    } else {
      const known = [...JOINT_GROUPS, ...keypointNames, ...landmarks];
      const hint = suggest(name, [...new Set(known)]);
      throw new PoseError(
        'INVALID_OPERATION',
        `Expected joints of ${skeleton} or groups of them, got ${JSON.stringify(name)}. ${hint}`.trim(),
      );
    }
  }
  return [...chosen].sort((a, b) => a - b);
}
