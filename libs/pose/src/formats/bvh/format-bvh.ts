import { PoseError } from '../../errors.js';
import { assertSpatialPose } from '../../spatial/assert-spatial-pose.js';
import { resampleClip } from '../../spatial/clip.js';
import { computeEulerAngles } from '../../spatial/euler.js';
import { HUMANOID_TREE, type HumanoidBone } from '../../spatial/humanoid.js';
import { getOffset } from '../../spatial/proportions.js';
import { type SpatialClip, type SpatialPerson } from '../../spatial/types.js';
import { IDENTITY, scaleVector, type Vec3 } from '../../spatial/vector.js';
import { ConversionLossLog, type ConversionReport } from '../conversion-report.js';

export interface FormatBvhOptions {
  /** Metres of one unit of the file. Default 0.01: centimetres, as most tools expect. */
  readonly unit?: number;
  /** Default: the clip's own, where its frames are equally long; 30 otherwise. */
  readonly framesPerSecond?: number;
  /** Names of the joints. Default `vrm`, the humanoid's own. */
  readonly names?: 'vrm' | 'mixamo';
}

const MIXAMO_PARTS: Readonly<Record<string, string>> = {
  Shoulder: 'Shoulder',
  UpperArm: 'Arm',
  LowerArm: 'ForeArm',
  Hand: 'Hand',
  UpperLeg: 'UpLeg',
  LowerLeg: 'Leg',
  Foot: 'Foot',
  Toes: 'ToeBase',
  Eye: 'Eye',
};
const MIXAMO_MIDDLE: Partial<Readonly<Record<HumanoidBone, string>>> = {
  hips: 'Hips',
  spine: 'Spine',
  chest: 'Spine1',
  upperChest: 'Spine2',
  neck: 'Neck',
  head: 'Head',
  jaw: 'Jaw',
};

function toMixamoName(bone: HumanoidBone): string {
  const [, side, part = ''] = /^(left|right)(.*)$/.exec(bone) ?? [];
  if (!side) return `mixamorig:${MIXAMO_MIDDLE[bone]!}`;
  const prefix = `mixamorig:${side === 'left' ? 'Left' : 'Right'}`;
  const known = MIXAMO_PARTS[part];
  if (known) return prefix + known;
  const [, finger, phalanx] = /^(Thumb|Index|Middle|Ring|Little)(.*)$/.exec(part)!;
  const order = finger === 'Thumb' ? ['Metacarpal', 'Proximal', 'Distal'] : ['Proximal', 'Intermediate', 'Distal'];
  return `${prefix}Hand${finger === 'Little' ? 'Pinky' : finger!}${order.indexOf(phalanx!) + 1}`;
}

const ORDER = ['z', 'x', 'y'] as const;
const CHANNELS = 'Zrotation Xrotation Yrotation';
/** Ends of the last bones, metres of the default body. */
const TIPS: readonly (readonly [RegExp, Vec3])[] = [
  [/^head$/, [0, 0.2, 0]],
  [/^left(Hand|Thumb|Index|Middle|Ring|Little)/, [0.02, 0, 0]],
  [/^right(Hand|Thumb|Index|Middle|Ring|Little)/, [-0.02, 0, 0]],
  [/(Foot|Toes)$/, [0, 0, 0.06]],
  [/./, [0, 0, 0.02]],
];

/** The trunk, arms and legs always; fingers, eyes and jaw where some frame turns them, and what these hang on. */
function chooseBones(clip: SpatialClip): Set<HumanoidBone> {
  const isBody = (bone: HumanoidBone) => !/(Thumb|Index|Middle|Ring|Little|Eye|jaw)/.test(bone);
  const chosen = new Set(HUMANOID_TREE.map(([bone]) => bone).filter(isBody));
  for (const { person } of clip.frames)
    for (const bone of Object.keys(person.rotations) as HumanoidBone[]) {
      if (person.rotations[bone]!.slice(0, 3).some((part) => part !== 0)) chosen.add(bone);
    }
  for (const [bone, parent] of [...HUMANOID_TREE].reverse()) if (chosen.has(bone) && parent) chosen.add(parent);
  return chosen;
}

const formatNumbers = (numbers: readonly number[]) =>
  numbers.map((value) => value.toFixed(6).replace(/^-(0\.0*)$/, '$1')).join(' ');

interface Writer {
  readonly person: SpatialPerson;
  readonly bones: ReadonlySet<HumanoidBone>;
  readonly scale: number;
  readonly nameOf: (bone: HumanoidBone) => string;
}

/** Depth is the humanoid's, a dozen: recursion is fine. */
function formatJoint(bone: HumanoidBone, indent: string, writer: Writer): string[] {
  const { person, bones, scale, nameOf } = writer;
  const children = HUMANOID_TREE.flatMap(([child, parent]) => (parent === bone && bones.has(child) ? [child] : []));
  const isRoot = bone === 'hips';
  const offset = isRoot ? ([0, 0, 0] as const) : scaleVector(getOffset(person, bone), scale);
  const tip = TIPS.find(([pattern]) => pattern.test(bone))![1];
  const end = [
    `${indent}\tEnd Site`,
    `${indent}\t{`,
    `${indent}\t\tOFFSET ${formatNumbers(scaleVector(tip, scale))}`,
    `${indent}\t}`,
  ];
  return [
    `${indent}${isRoot ? 'ROOT' : 'JOINT'} ${nameOf(bone)}`,
    `${indent}{`,
    `${indent}\tOFFSET ${formatNumbers(offset)}`,
    `${indent}\tCHANNELS ${isRoot ? `6 Xposition Yposition Zposition ${CHANNELS}` : `3 ${CHANNELS}`}`,
    ...(children.length > 0 ? children.flatMap((child) => formatJoint(child, `${indent}\t`, writer)) : end),
    `${indent}}`,
  ];
}

/** In the order of the hierarchy: depth first. */
function listBones(bone: HumanoidBone, bones: ReadonlySet<HumanoidBone>): HumanoidBone[] {
  const children = HUMANOID_TREE.flatMap(([child, parent]) => (parent === bone && bones.has(child) ? [child] : []));
  return [bone, ...children.flatMap((child) => listBones(child, bones))];
}

function formatFrame(person: SpatialPerson, order: readonly HumanoidBone[], scale: number): string {
  const angles = order.flatMap((bone) => [...computeEulerAngles(person.rotations[bone] ?? IDENTITY, ORDER)]);
  return formatNumbers([...scaleVector(person.hips, scale), ...angles]);
}

function chooseFrameRate(clip: SpatialClip): number {
  const [first, second] = clip.frames;
  return first && second && second.time > first.time ? 1 / (second.time - first.time) : 30;
}

const sameProportions = (a: SpatialPerson, b: SpatialPerson) =>
  a.proportions === b.proportions || JSON.stringify(a.proportions) === JSON.stringify(b.proportions);

function findLosses(
  clip: SpatialClip,
  resampled: SpatialClip,
  bones: ReadonlySet<HumanoidBone>,
  unit: number,
): ConversionLossLog {
  const losses = new ConversionLossLog();
  const first = clip.frames[0]!.person;
  losses.add({
    kind: 'PRECISION',
    what: 'rotations',
    count: clip.frames.length * bones.size,
    bound: 1e-5,
    unit: 'degrees',
    reason: 'Euler angles with six decimals',
  });
  const fingers = HUMANOID_TREE.length - bones.size;
  if (first.proportions)
    losses.add({
      kind: 'DROPPED',
      what: 'proportions of unused bones',
      count: fingers,
      reason: 'bones that no frame turns are left out',
    });
  losses.add({ kind: 'DROPPED', what: 'hips at rest', reason: 'the root of a BVH begins at the origin' });
  const others = clip.frames.filter(({ person }) => !sameProportions(person, first)).length;
  losses.add({
    kind: 'DROPPED',
    what: 'frames[].person.proportions',
    count: others,
    reason: "a BVH has one skeleton, the first frame's",
  });
  losses.add({
    kind: 'PRECISION',
    what: 'hips and proportions',
    count: clip.frames.length,
    bound: unit * 1e-6,
    unit: 'metres',
    reason: 'numbers with six decimals',
  });
  const { time: beginning } = clip.frames[0]!;
  losses.add({
    kind: 'DROPPED',
    what: 'frames[0].time',
    count: beginning === 0 ? 0 : 1,
    reason: 'a BVH begins at 0',
  });
  losses.add({
    kind: 'PRECISION',
    what: 'length of a frame',
    count: clip.frames.length > 1 ? 1 : 0,
    bound: 1e-8,
    unit: 'seconds',
    reason: 'eight decimals',
  });
  if (resampled !== clip)
    losses.add({
      kind: 'PRECISION',
      what: 'frames[].time',
      count: clip.frames.length,
      reason: 'a BVH has frames of one length',
    });
  if (clip.name !== undefined) losses.add({ kind: 'DROPPED', what: 'name', reason: 'BVH has no place for it' });
  losses.add({
    kind: 'SYNTHESIZED',
    what: 'End Site',
    reason: 'the humanoid does not say where its last bones end',
    reversible: true,
  });
  return losses;
}

/**
 * One person in motion (or standing still: `toClip`) as BVH: y up, facing +z, a T-pose at rest, angles in the order Z X Y.
 * @throws PoseError INVALID_POSE for a clip without frames or a person that breaks the rules.
 */
export function formatBvh(
  clip: SpatialClip,
  options: FormatBvhOptions = {},
): { text: string; report: ConversionReport } {
  if (clip.frames.length === 0)
    throw new PoseError('INVALID_POSE', 'Expected a clip with at least one frame, got none.');
  const { unit = 0.01, names = 'vrm', framesPerSecond = chooseFrameRate(clip) } = options;
  const resampled = resampleClip(clip, framesPerSecond);
  for (const { person } of resampled.frames) assertSpatialPose({ people: [person] });

  const bones = chooseBones(clip);
  const order = listBones('hips', bones);
  const [scale, person] = [1 / unit, clip.frames[0]!.person];
  const nameOf = names === 'mixamo' ? toMixamoName : (bone: HumanoidBone) => bone;
  const lines = [
    'HIERARCHY',
    ...formatJoint('hips', '', { person, bones, scale, nameOf }),
    'MOTION',
    `Frames: ${resampled.frames.length}`,
    `Frame Time: ${(1 / framesPerSecond).toFixed(8)}`,
    ...resampled.frames.map((frame) => formatFrame(frame.person, order, scale)),
  ];
  const report = findLosses(clip, resampled, bones, unit).toReport('spatial', 'bvh');
  return { text: `${lines.join('\n')}\n`, report };
}
