import { type BoneChain, growBoneTree } from './bone-tree.js';
import { type SkeletonDefinition } from './definition.js';
import { computeLandmarkSigmas } from './landmark-sigmas.js';
import { pairBySide } from './sides.js';
import { createSidePalette } from './side-palette.js';

const SIDES = ['left', 'right'] as const;
const FINGERS = { Index: 'forefinger', Middle: 'middle_finger', Ring: 'ring_finger', Little: 'pinky_finger' } as const;

function listSideChains(side: string): BoneChain[] {
  const hand = `${side}Hand`;
  return [
    ['hips', `${side}UpperLeg`, `${side}LowerLeg`, `${side}Foot`, `${side}Toes`],
    ['upperChest', `${side}Shoulder`, `${side}UpperArm`, `${side}LowerArm`, hand],
    [hand, `${side}ThumbMetacarpal`, `${side}ThumbProximal`, `${side}ThumbDistal`],
    ...Object.keys(FINGERS).map((finger): BoneChain => [
      hand,
      ...['Proximal', 'Intermediate', 'Distal'].map((part) => side + finger + part),
    ]),
  ];
}

const { names: keypointNames, limbs } = growBoneTree('hips', [
  ['hips', 'spine', 'chest', 'upperChest', 'neck', 'head'],
  ['head', 'leftEye'],
  ['head', 'rightEye'],
  ['head', 'jaw'],
  ...SIDES.flatMap(listSideChains),
]);

function listSideLandmarks(side: string): [string, string][] {
  return [
    [`${side}Eye`, `${side}_eye`],
    [`${side}UpperLeg`, `${side}_hip`],
    [`${side}LowerLeg`, `${side}_knee`],
    [`${side}Foot`, `${side}_ankle`],
    [`${side}Toes`, `${side}_toe_base`],
    [`${side}Shoulder`, `${side}_clavicle`],
    [`${side}UpperArm`, `${side}_shoulder`],
    [`${side}LowerArm`, `${side}_elbow`],
    [`${side}Hand`, `${side}_wrist`],
    [`${side}ThumbMetacarpal`, `${side}_thumb1`],
    [`${side}ThumbProximal`, `${side}_thumb2`],
    [`${side}ThumbDistal`, `${side}_thumb3`],
    ...Object.entries(FINGERS).flatMap(([finger, landmark]) =>
      ['Proximal', 'Intermediate', 'Distal'].map((part, joint): [string, string] => [
        side + finger + part,
        `${side}_${landmark}${joint + 1}`,
      ]),
    ),
  ];
}

/** Where a bone begins. */
const LANDMARKS = new Map<string, string>([
  ['hips', 'mid_hip'],
  ['upperChest', 'upper_chest'],
  ...SIDES.flatMap(listSideLandmarks),
]);
const landmarks = keypointNames.map((name) => LANDMARKS.get(name) ?? name);

/** VRM 1.0's humanoid: 55 bones, each marked where it begins and joined to its parent. No OKS sigmas are published for it. */
export const vrm55: SkeletonDefinition = {
  name: 'vrm55',
  version: 1,
  keypointNames,
  landmarks,
  limbs,
  flipPairs: pairBySide(keypointNames),
  oksSigmas: computeLandmarkSigmas(landmarks),
  palette: createSidePalette(keypointNames, limbs),
};
