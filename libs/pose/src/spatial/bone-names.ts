import { type HumanoidBone, isHumanoidBone } from './humanoid.js';

/** A joint of a foreign rig, as far as naming goes. */
export interface NamedNode {
  readonly name: string;
  /** Position in the list, before this one; -1 for a root. */
  readonly parent: number;
}

export type BoneMapping = ReadonlyMap<HumanoidBone, number>;

const PARTS: Readonly<Record<string, readonly string[]>> = {
  Eye: ['eye', 'eyeball'],
  UpperLeg: ['upleg', 'upperleg', 'thigh', 'hip', 'femur'],
  LowerLeg: ['leg', 'lowerleg', 'downleg', 'shin', 'knee', 'calf', 'tibia'],
  Foot: ['foot', 'ankle'],
  Toes: ['toebase', 'toes', 'toe', 'toe0', 'ball'],
  Shoulder: ['shoulder', 'collar', 'clavicle', 'collarbone'],
  UpperArm: ['arm', 'uparm', 'upperarm', 'shldr', 'humerus'],
  LowerArm: ['forearm', 'lowerarm', 'lowarm', 'elbow', 'radius'],
  Hand: ['hand', 'wrist'],
};
const PART_OF = new Map(Object.entries(PARTS).flatMap(([part, words]) => words.map((word) => [word, part] as const)));

const MIDDLE: ReadonlyMap<string, HumanoidBone> = new Map([
  ['hips', 'hips'],
  ['hip', 'hips'],
  ['pelvis', 'hips'],
  ['neck', 'neck'],
  ['head', 'head'],
  ['jaw', 'jaw'],
]);

const FINGER =
  /^(?:hand)?(thumb|index|middle|mid|ring|pinky|little)(?:finger)?0?(metacarpal|proximal|intermediate|distal|[1-3])$/;
const FINGER_NAMES: Readonly<Record<string, string>> = { mid: 'Middle', pinky: 'Little' };
const PHALANGES: Readonly<Record<string, string>> = { '1': 'Proximal', '2': 'Intermediate', '3': 'Distal' };
const THUMB_PHALANGES: Readonly<Record<string, string>> = { '1': 'Metacarpal', '2': 'Proximal', '3': 'Distal' };

const MAX_NAME = 200;

/**
 * `mixamorig:LeftArm`, `Bip01 L UpperArm`, `upperarm_l`, `J_Bip_L_UpperArm`, `lShldr` as a side and a plain word. In `Leg` and
 * `root` the first letter is only a letter.
 */
function readName(name: string): { side: 'left' | 'right' | ''; word: string } {
  const plain = name
    .slice(0, MAX_NAME)
    .replace(/^.*[:|]/, '')
    .replace(/^(mixamorig\d*|bip\d+|character\d+|j_bip|def|valvebiped)[\s_.-]*/i, '')
    .replace(/^C[\s_.-]+/, '');
  const long = /^(left|right)[\s_.-]*(.*)$/i.exec(plain) ?? swap(/^(.*?)[\s_.-]*(left|right)$/i.exec(plain));
  const short = /^([lrLR])(?:[\s_.-]+|(?=[A-Z]))(.*)$/.exec(plain) ?? swap(/^(.*?)[\s_.-]+([lr])$/i.exec(plain));
  const [, letter = '', word = plain] = long ?? short ?? [];
  const side = letter === '' ? '' : letter[0]!.toLowerCase() === 'l' ? 'left' : 'right';
  return { side, word: word.toLowerCase().replace(/[^a-z0-9]/g, '') };
}

const swap = (match: RegExpExecArray | null) => match && [match[0], match[2]!, match[1]!];

function findFinger(word: string, side: string): string | undefined {
  const [, finger = '', phalanx = ''] = FINGER.exec(word) ?? [];
  if (finger === '') return undefined;
  const name = FINGER_NAMES[finger] ?? finger[0]!.toUpperCase() + finger.slice(1);
  const known = (name === 'Thumb' ? THUMB_PHALANGES : PHALANGES)[phalanx];
  return `${side}${name}${known ?? phalanx[0]!.toUpperCase() + phalanx.slice(1)}`;
}

/** The bone that a name speaks of, without a look at the others. */
function readBone(name: string): HumanoidBone | undefined {
  if (isHumanoidBone(name)) return name;
  const { side, word } = readName(name);
  if (side === '') return MIDDLE.get(word.replace(/\d+$/, ''));
  const part = PART_OF.get(word);
  const bone = part ? `${side}${part}` : findFinger(word, side);
  return bone !== undefined && isHumanoidBone(bone) ? bone : undefined;
}

/** Biovision's own names: the shoulder is a joint, and with it the arm begins; the collar comes before. */
function shouldersAreJoints(nodes: readonly NamedNode[]): boolean {
  const words = new Set(nodes.map(({ name }) => readName(name).word));
  return (
    words.has('shoulder') && (words.has('collar') || words.has('elbow')) && !words.has('upperarm') && !words.has('arm')
  );
}

/** Without thighs, a leg is the whole of it from the hip; without an upper and a lower part, so is an arm. */
function legsBeginAtHip(nodes: readonly NamedNode[]): boolean {
  return (
    !nodes.some(({ name }) => readBone(name)?.endsWith('UpperLeg')) && !nodes.some(({ name }) => /upper/i.test(name))
  );
}

const isSpineBone = (bone: HumanoidBone) => bone === 'spine' || bone === 'chest' || bone === 'upperChest';

/** The joints between the hips and the neck, from below; where there are more than three, the first, a middle one and the last. */
function* mapSpine(nodes: readonly NamedNode[], mapped: Map<HumanoidBone, number>): Generator<[HumanoidBone, number]> {
  const hips = mapped.get('hips');
  const top = mapped.get('neck') ?? mapped.get('head');
  if (hips === undefined || top === undefined) return;
  const between: number[] = [];
  for (let node = nodes[top]!.parent; node >= 0 && node !== hips; node = nodes[node]!.parent) between.unshift(node);
  const [first, last] = [between[0], between.at(-1)];
  if (first === undefined || last === undefined) return;
  yield ['spine', first];
  if (between.length > 1) yield ['chest', between.length === 2 ? last : between[Math.floor((between.length - 1) / 2)]!];
  if (between.length > 2) yield ['upperChest', last];
}

/**
 * Which joint of a rig is which bone, by names (Mixamo, CMU, Biovision, Poser, Unreal, VRoid, and the bones' own names) and,
 * for the spine, by place. The first joint that a name fits is taken.
 * @param names the caller's own word for some joints, which goes before any guess.
 */
export function mapBoneNames(
  nodes: readonly NamedNode[],
  names: Readonly<Record<string, HumanoidBone>> = {},
): Map<HumanoidBone, number> {
  const mapped = new Map<HumanoidBone, number>();
  const take = (bone: HumanoidBone, node: number) => mapped.has(bone) || mapped.set(bone, node);
  for (const [index, { name }] of nodes.entries()) if (Object.hasOwn(names, name)) take(names[name]!, index);

  const shoulderIsArm = shouldersAreJoints(nodes);
  const legIsThigh = legsBeginAtHip(nodes);
  for (const [index, { name }] of nodes.entries()) {
    let bone = Object.hasOwn(names, name) ? undefined : readBone(name);
    const { word } = readName(name);
    if (bone && shoulderIsArm && word === 'shoulder') bone = bone.replace('Shoulder', 'UpperArm') as HumanoidBone;
    if (bone && legIsThigh && word === 'leg') bone = bone.replace('LowerLeg', 'UpperLeg') as HumanoidBone;
    if (bone && !isSpineBone(bone)) take(bone, index);
  }
  for (const [bone, node] of mapSpine(nodes, mapped)) take(bone, node);
  return mapped;
}
