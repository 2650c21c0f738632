import { type BoneChain, growBoneTree } from './bone-tree.js';
import { type SkeletonDefinition } from './definition.js';
import { computeLandmarkSigmas } from './landmark-sigmas.js';
import { pairBySide } from './sides.js';
import { createSidePalette } from './side-palette.js';

const PREFIX = 'mixamorig:';
const SIDES = ['Left', 'Right'] as const;
const FINGERS = {
  Thumb: 'thumb',
  Index: 'forefinger',
  Middle: 'middle_finger',
  Ring: 'ring_finger',
  Pinky: 'pinky_finger',
} as const;
const JOINTS = [1, 2, 3, 4];

function listSideChains(side: string): BoneChain[] {
  const hand = `${side}Hand`;
  return [
    ['Spine2', `${side}Shoulder`, `${side}Arm`, `${side}ForeArm`, hand],
    ...Object.keys(FINGERS).map((finger): BoneChain => [hand, ...JOINTS.map((joint) => `${hand}${finger}${joint}`)]),
    ['Hips', `${side}UpLeg`, `${side}Leg`, `${side}Foot`, `${side}ToeBase`, `${side}Toe_End`],
  ];
}

const { names, limbs } = growBoneTree('Hips', [
  ['Hips', 'Spine', 'Spine1', 'Spine2', 'Neck', 'Head', 'HeadTop_End'],
  ...SIDES.flatMap(listSideChains),
]);

function listSideLandmarks(side: string): [string, string][] {
  const prefix = side.toLowerCase();
  return [
    [`${side}Shoulder`, `${prefix}_clavicle`],
    [`${side}Arm`, `${prefix}_shoulder`],
    [`${side}ForeArm`, `${prefix}_elbow`],
    [`${side}Hand`, `${prefix}_wrist`],
    [`${side}UpLeg`, `${prefix}_hip`],
    [`${side}Leg`, `${prefix}_knee`],
    [`${side}Foot`, `${prefix}_ankle`],
    [`${side}ToeBase`, `${prefix}_toe_base`],
    [`${side}Toe_End`, `${prefix}_toe_end`],
    ...Object.entries(FINGERS).flatMap(([finger, landmark]) =>
      JOINTS.map((joint): [string, string] => [`${side}Hand${finger}${joint}`, `${prefix}_${landmark}${joint}`]),
    ),
  ];
}

/** Where a bone begins. */
const LANDMARKS = new Map<string, string>([
  ['Hips', 'mid_hip'],
  ['Spine', 'spine'],
  ['Spine1', 'chest'],
  ['Spine2', 'upper_chest'],
  ['Neck', 'neck'],
  ['Head', 'head'],
  ['HeadTop_End', 'head_top'],
  ...SIDES.flatMap(listSideLandmarks),
]);

const keypointNames = names.map((name) => PREFIX + name);
const landmarks = names.map((name) => LANDMARKS.get(name)!);

/** Mixamo's rig as its downloads name it: 65 bones, ends among them. No OKS sigmas are published for it. */
export const mixamo65: SkeletonDefinition = {
  name: 'mixamo65',
  version: 1,
  keypointNames,
  landmarks,
  limbs,
  flipPairs: pairBySide(keypointNames),
  oksSigmas: computeLandmarkSigmas(landmarks),
  palette: createSidePalette(keypointNames, limbs),
};
