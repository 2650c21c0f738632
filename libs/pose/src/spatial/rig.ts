import { getParentBone, HUMANOID_TREE, type HumanoidBone } from './humanoid.js';
import { type BoneMapping, type NamedNode } from './bone-names.js';
import { computeBodyScale, DEFAULT_PROPORTIONS } from './proportions.js';
import { type Proportions, type SpatialPerson } from './types.js';
import {
  addVectors,
  computeAngleBetween,
  computeCross,
  computeDot,
  computeLength,
  createRotationBetween,
  createRotationFromAxes,
  IDENTITY,
  invertQuaternion,
  multiplyQuaternions,
  normalizeQuaternion,
  normalizeVector,
  type Quaternion,
  rotateVector,
  scaleVector,
  subtractVectors,
  type Vec3,
  ZERO,
} from './vector.js';

/** A joint of a foreign rig at rest, in its parent's axes and the file's unit. */
export interface RigNode extends NamedNode {
  readonly position: Vec3;
  readonly rotation: Quaternion;
  /** Of everything below it; one number, since a skewed bone has no rotation. */
  readonly scale: number;
}

/** A foreign rig: its joints, parents first, and which of them are bones of the humanoid. */
export interface Rig {
  readonly nodes: readonly RigNode[];
  readonly bones: BoneMapping;
}

/** What the joints do at one moment: as at rest, where a list has nothing for a joint. */
export interface RigPose {
  readonly positions: readonly (Vec3 | undefined)[];
  readonly rotations: readonly (Quaternion | undefined)[];
}

export type Axis = 'x' | 'y' | 'z' | '-x' | '-y' | '-z';

export interface RigAxes {
  readonly up: Axis;
  /** Where the rig faces at rest. */
  readonly forward: Axis;
}

export interface RigOptions {
  /** Metres of one unit of the file. */
  readonly unit: number;
  /** Default: as hips, legs and head of the rest pose lie. */
  readonly axes?: RigAxes;
  /** The rig says of itself that it rests in a T-pose (VRM); otherwise limbs that rest elsewhere are measured against one. */
  readonly restsInTPose?: boolean;
}

interface WorldNode {
  readonly position: Vec3;
  readonly rotation: Quaternion;
  readonly scale: number;
}

const ORIGIN: WorldNode = { position: ZERO, rotation: IDENTITY, scale: 1 };

function placeNodes(nodes: readonly RigNode[], pose?: RigPose, needed?: readonly boolean[]): WorldNode[] {
  const placed: WorldNode[] = [];
  for (const [index, node] of nodes.entries()) {
    const parent = placed[node.parent] ?? ORIGIN;
    if (needed && !needed[index]) {
      placed.push(ORIGIN);
      continue;
    }
    const offset = scaleVector(pose?.positions[index] ?? node.position, parent.scale);
    placed.push({
      position: addVectors(parent.position, rotateVector(parent.rotation, offset)),
      rotation: multiplyQuaternions(parent.rotation, pose?.rotations[index] ?? node.rotation),
      scale: parent.scale * node.scale,
    });
  }
  return placed;
}

const AXES: Readonly<Record<Axis, Vec3>> = {
  x: [1, 0, 0],
  y: [0, 1, 0],
  z: [0, 0, 1],
  '-x': [-1, 0, 0],
  '-y': [0, -1, 0],
  '-z': [0, 0, -1],
};

function findNearestAxis(direction: Vec3): Axis {
  const axes = Object.keys(AXES) as Axis[];
  return axes.reduce((best, axis) =>
    computeDot(AXES[axis], direction) > computeDot(AXES[best], direction) ? axis : best,
  );
}

/** The axis along which the legs stand below the head, and the one to which the left leg's side makes it face. */
function inferAxes(bones: BoneMapping, rest: readonly WorldNode[]): RigAxes | undefined {
  const at = (bone: HumanoidBone) => (bones.has(bone) ? rest[bones.get(bone)!]!.position : undefined);
  const [left, right] = [at('leftUpperLeg') ?? at('leftUpperArm'), at('rightUpperLeg') ?? at('rightUpperArm')];
  const [foot, head] = [at('leftFoot') ?? at('leftLowerLeg') ?? at('hips'), at('head') ?? at('neck') ?? at('spine')];
  if (!left || !right || !foot || !head) return undefined;
  const up = findNearestAxis(subtractVectors(head, foot));
  const across = subtractVectors(left, right);
  const level = subtractVectors(across, scaleVector(AXES[up], computeDot(across, AXES[up])));
  if (computeLength(level) < 1e-9) return undefined;
  return { up, forward: findNearestAxis(computeCross(level, AXES[up])) };
}

/** Brings the file's axes to ours: `up` to +y, `forward` to +z. Undefined where the two are not square to each other. */
export function createBasis({ up, forward }: RigAxes): Quaternion | undefined {
  if (Math.abs(computeDot(AXES[up], AXES[forward])) > 0.5) return undefined;
  return invertQuaternion(createRotationFromAxes(computeCross(AXES[up], AXES[forward]), AXES[up], AXES[forward]));
}

/** The bone that each bone of a limb points at. */
const LIMBS: readonly (readonly HumanoidBone[])[] = (['left', 'right'] as const).flatMap((side) => [
  [`${side}UpperArm`, `${side}LowerArm`, `${side}Hand`] as const,
  [`${side}UpperLeg`, `${side}LowerLeg`, `${side}Foot`] as const,
]);
const TRUNK: readonly HumanoidBone[] = ['hips', 'spine', 'chest', 'upperChest', 'neck', 'head'];

/** Up to this a chain at rest counts as that of a T-pose, degrees: hips and necks of many rigs slant, arms do not. */
const T_POSE_TOLERANCE = { trunk: 45, arm: 15, leg: 30 };

function findTolerance(chain: readonly HumanoidBone[]): number {
  if (chain === TRUNK) return T_POSE_TOLERANCE.trunk;
  return chain[0]!.endsWith('Arm') ? T_POSE_TOLERANCE.arm : T_POSE_TOLERANCE.leg;
}

type Turns = Map<HumanoidBone, Quaternion>;

/** Of each bone, the turn from the T-pose to how the rig rests; bones without one rest in a T-pose. */
function findRestTurns(placeOf: (bone: HumanoidBone) => Vec3 | undefined): Turns {
  const turns: Turns = new Map();
  for (const chain of [TRUNK, ...LIMBS]) {
    const present = chain.filter((bone) => placeOf(bone) !== undefined);
    const pointing = present.slice(0, -1).map((bone, index) => {
      const next = present[index + 1]!;
      const rest = subtractVectors(placeOf(next)!, placeOf(bone)!);
      return { bone, turn: createRotationBetween(findRestDirection(bone, next), rest) };
    });
    if (!pointing.some(({ turn }) => computeAngleBetween(turn, IDENTITY) > findTolerance(chain))) continue;
    for (const { bone, turn } of pointing) turns.set(bone, turn);
  }
  for (const [bone, parent] of HUMANOID_TREE) {
    const isFree = !LIMBS.some((chain) => chain.slice(0, -1).includes(bone)) && !TRUNK.slice(0, -1).includes(bone);
    const inherited = parent && carriesOn(bone) ? turns.get(parent) : undefined;
    if (isFree && inherited && !turns.has(bone)) turns.set(bone, inherited);
  }
  return turns;
}

/** Hands, fingers and the head go on as what carries them rests; feet, shoulders and legs begin anew. */
const carriesOn = (bone: HumanoidBone) =>
  /(Hand|Thumb|Index|Middle|Ring|Little)/.test(bone) || ['head', 'jaw', 'leftEye', 'rightEye'].includes(bone);

/** From one bone to another further down, in the default T-pose. */
function findRestDirection(from: HumanoidBone, to: HumanoidBone): Vec3 {
  let direction: Vec3 = ZERO;
  for (let bone: HumanoidBone | null = to; bone !== null && bone !== from; bone = getParentBone(bone))
    direction = addVectors(direction, DEFAULT_PROPORTIONS[bone]);
  return normalizeVector(direction);
}

/** Most rigs have our axes and rest in a T-pose: half of a clip's products are with the identity. */
function multiply(a: Quaternion, b: Quaternion): Quaternion {
  if (isIdentity(a)) return b;
  return isIdentity(b) ? a : multiplyQuaternions(a, b);
}

const isIdentity = ([x, y, z]: Quaternion) => x === 0 && y === 0 && z === 0;

/** What is to be known of a rig once: how its poses become ours. */
export interface NormalizedRig {
  readonly axes: RigAxes | undefined;
  readonly proportions: Proportions;
  readonly toPerson: (pose: RigPose) => SpatialPerson;
}

/** Every bone's nearest ancestor in the humanoid that the rig has. */
function findPresentParent(bone: HumanoidBone, bones: BoneMapping): HumanoidBone | null {
  let parent = getParentBone(bone);
  while (parent !== null && !bones.has(parent)) parent = getParentBone(parent);
  return parent;
}

function findNeeded({ nodes, bones }: Rig): boolean[] {
  const needed = nodes.map(() => false);
  for (const node of bones.values())
    for (let at = node; at >= 0 && !needed[at]; at = nodes[at]!.parent) needed[at] = true;
  return needed;
}

/** The rig's own lengths; a bone that it lacks begins where its parent does, and an end that it lacks is the default body's. */
function measureProportions(
  bones: BoneMapping,
  placeOf: (bone: HumanoidBone) => Vec3 | undefined,
  turns: Turns,
): Proportions {
  const measured: Partial<Record<HumanoidBone, Vec3>> = {};
  const carries = new Set<HumanoidBone>();
  for (const bone of bones.keys())
    for (let parent = getParentBone(bone); parent !== null; parent = getParentBone(parent)) carries.add(parent);
  for (const [bone] of HUMANOID_TREE) {
    const parent = findPresentParent(bone, bones);
    const place = placeOf(bone);
    if (place && parent === null) measured[bone] = place;
    else if (place && parent) {
      const turn = turns.get(parent) ?? IDENTITY;
      measured[bone] = rotateVector(invertQuaternion(turn), subtractVectors(place, placeOf(parent)!));
    } else if (carries.has(bone)) measured[bone] = ZERO;
  }
  const scale = computeBodyScale(measured);
  for (const [bone] of HUMANOID_TREE) measured[bone] ??= scaleVector(DEFAULT_PROPORTIONS[bone], scale);
  return measured as Proportions;
}

/**
 * Rest-pose normalization: what a rig's joints do, as rotations against a T-pose whose bones all have the world's axes.
 *
 *     N = B P W^-1 B^-1 D      P, W  world rotation of the bone, posed and at rest
 *                              B     the file's axes to ours
 *                              D     from the T-pose to how the bone rests (identity where the rig rests in one)
 *
 * and a bone's own rotation is N_parent^-1 N. Joints that are no bones of the humanoid act through those that they carry.
 */
export function normalizeRig(rig: Rig, { unit, axes, restsInTPose = false }: RigOptions): NormalizedRig {
  const { nodes, bones } = rig;
  const rest = placeNodes(nodes);
  const chosen = axes ?? inferAxes(bones, rest);
  const basis = (chosen && createBasis(chosen)) ?? IDENTITY;
  const toOurs = (place: Vec3) => scaleVector(rotateVector(basis, place), unit);
  const placeOf = (bone: HumanoidBone) => (bones.has(bone) ? toOurs(rest[bones.get(bone)!]!.position) : undefined);
  const turns = restsInTPose ? new Map<HumanoidBone, Quaternion>() : findRestTurns(placeOf);

  const proportions = measureProportions(bones, placeOf, turns);
  const needed = findNeeded(rig);
  const steps = HUMANOID_TREE.flatMap(([bone]) => {
    const node = bones.get(bone);
    if (node === undefined) return [];
    const after = multiplyQuaternions(invertQuaternion(rest[node]!.rotation), invertQuaternion(basis));
    return [
      {
        bone,
        node,
        parent: findPresentParent(bone, bones),
        after: multiplyQuaternions(after, turns.get(bone) ?? IDENTITY),
      },
    ];
  });
  const hipsNode = bones.get('hips');

  const toPerson = (pose: RigPose): SpatialPerson => {
    const placed = placeNodes(nodes, pose, needed);
    const world: Partial<Record<HumanoidBone, Quaternion>> = {};
    const rotations: Partial<Record<HumanoidBone, Quaternion>> = {};
    for (const { bone, node, parent, after } of steps) {
      const turned = multiply(multiply(basis, placed[node]!.rotation), after);
      world[bone] = turned;
      const local = parent === null ? turned : multiplyQuaternions(invertQuaternion(world[parent]!), turned);
      rotations[bone] = normalizeQuaternion(local);
    }
    const hips = hipsNode === undefined ? proportions.hips : toOurs(placed[hipsNode]!.position);
    return { hips, rotations, proportions };
  };
  return { axes: chosen, proportions, toPerson };
}
