/** The humanoid of VRM 1.0: 55 bones, each below its parent. A rig may leave out any but the required ones. */
const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;

type Side = 'left' | 'right';
type Finger = `${(typeof FINGERS)[number]}${'Proximal' | 'Intermediate' | 'Distal'}`;
type Thumb = 'ThumbMetacarpal' | 'ThumbProximal' | 'ThumbDistal';
type Limb = 'UpperLeg' | 'LowerLeg' | 'Foot' | 'Toes' | 'Shoulder' | 'UpperArm' | 'LowerArm' | 'Hand' | 'Eye';

export type HumanoidBone =
  'hips' | 'spine' | 'chest' | 'upperChest' | 'neck' | 'head' | 'jaw' | `${Side}${Limb | Thumb | Finger}`;

function chain(first: HumanoidBone, parent: HumanoidBone, ...rest: readonly HumanoidBone[]) {
  const bones = [first, ...rest];
  return bones.map((bone, index) => [bone, index === 0 ? parent : bones[index - 1]!] as const);
}

function sideChains(side: Side) {
  const of = (name: Limb | Thumb | Finger) => `${side}${name}` as const;
  return [
    ...chain(of('UpperLeg'), 'hips', of('LowerLeg'), of('Foot'), of('Toes')),
    ...chain(of('Shoulder'), 'upperChest', of('UpperArm'), of('LowerArm'), of('Hand')),
    ...chain(of('ThumbMetacarpal'), of('Hand'), of('ThumbProximal'), of('ThumbDistal')),
    ...FINGERS.flatMap((finger) =>
      chain(of(`${finger}Proximal`), of('Hand'), of(`${finger}Intermediate`), of(`${finger}Distal`)),
    ),
    ...chain(of('Eye'), 'head'),
  ];
}

/** [bone, parent], parents first; the hips have none. */
export const HUMANOID_TREE: readonly (readonly [bone: HumanoidBone, parent: HumanoidBone | null])[] = [
  ['hips', null],
  ...chain('spine', 'hips', 'chest', 'upperChest', 'neck', 'head', 'jaw'),
  ...sideChains('left'),
  ...sideChains('right'),
];

export const HUMANOID_BONES: readonly HumanoidBone[] = HUMANOID_TREE.map(([bone]) => bone);

const PARENTS = new Map(HUMANOID_TREE);

/** The bone that carries this one; null for the hips. */
export function getParentBone(bone: HumanoidBone): HumanoidBone | null {
  return PARENTS.get(bone) ?? null;
}

export function isHumanoidBone(name: string): name is HumanoidBone {
  return PARENTS.has(name as HumanoidBone);
}

/** What VRM 1.0 asks of every humanoid. */
export const REQUIRED_BONES: readonly HumanoidBone[] = [
  'hips',
  'spine',
  'head',
  ...(['left', 'right'] as const).flatMap((side): HumanoidBone[] => [
    `${side}UpperLeg`,
    `${side}LowerLeg`,
    `${side}Foot`,
    `${side}UpperArm`,
    `${side}LowerArm`,
    `${side}Hand`,
  ]),
];

/** The bone of the other side; itself for a bone of the middle. */
export function getMirroredBone(bone: HumanoidBone): HumanoidBone {
  if (bone.startsWith('left')) return `right${bone.slice(4)}` as HumanoidBone;
  return bone.startsWith('right') ? (`left${bone.slice(5)}` as HumanoidBone) : bone;
}
