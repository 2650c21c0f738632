import { PoseError } from '../../errors.js';
import { mapBoneNames } from '../../spatial/bone-names.js';
import { type HumanoidBone, isHumanoidBone } from '../../spatial/humanoid.js';
import { type Rig, type RigAxes, type RigNode } from '../../spatial/rig.js';
import {
  computeCross,
  computeDot,
  computeLength,
  createRotationFromAxes,
  IDENTITY,
  normalizeQuaternion,
  normalizeVector,
  type Quaternion,
  type Vec3,
  ZERO,
} from '../../spatial/vector.js';
import { isFiniteNumber, isObject } from '../file-record.js';
import { type JsonObject, type JsonValue } from '../json-reader.js';
import { type GltfLimits } from './glb-container.js';
import { isIndex } from './gltf-accessors.js';

/** What a file says of itself: a VRM animation, a VRM model (1.0 or 0.x), or nothing but glTF. */
export type GltfKind = 'vrma' | 'vrm' | 'vrm0' | 'gltf';

export interface GltfRig extends Rig {
  readonly kind: GltfKind;
  /** Of each node of the file: its position in `nodes`. */
  readonly order: readonly number[];
  /** By extension; undefined where it is to be inferred. */
  readonly axes: RigAxes | undefined;
  /** Nodes whose scale differs by axis. */
  readonly skewed: number;
}

const MAX_VALUE = 1e6;

function fail(expected: string, got: string, fileName: string): never {
  throw new PoseError('INVALID_FILE', `Expected ${expected}, got ${got} (${fileName}).`);
}

function readTuple(value: JsonValue | undefined, length: number): number[] | undefined {
  const isTuple = Array.isArray(value) && value.length === length;
  return isTuple && value.every((part) => isFiniteNumber(part) && Math.abs(part) <= MAX_VALUE)
    ? (value as number[])
    : undefined;
}

interface NodeTransform {
  readonly position: Vec3;
  readonly rotation: Quaternion;
  readonly scales: Vec3;
}

/** Columns of the upper three rows: scaled axes, then the translation. A mirrored one becomes its mirror image's rotation. */
function decompose(m: readonly number[]): NodeTransform {
  const column = (at: number): Vec3 => [m[at]!, m[at + 1]!, m[at + 2]!];
  const [x, y, z] = [column(0), column(4), column(8)];
  const [right, up] = [normalizeVector(x, [1, 0, 0]), normalizeVector(y, [0, 1, 0])];
  const forward = normalizeVector(computeCross(right, up), normalizeVector(z, [0, 0, 1]));
  const sign = computeDot(z, forward) < 0 ? -1 : 1;
  const scales: Vec3 = [computeLength(x), computeLength(y), sign * computeLength(z)];
  return {
    position: column(12),
    rotation: createRotationFromAxes(right, computeCross(forward, right), forward),
    scales,
  };
}

function readTransform(node: JsonObject): NodeTransform {
  const matrix = readTuple(node.matrix, 16);
  if (matrix) return decompose(matrix);
  const rotation = readTuple(node.rotation, 4);
  return {
    position: (readTuple(node.translation, 3) as unknown as Vec3 | undefined) ?? ZERO,
    rotation: rotation ? normalizeQuaternion(rotation as unknown as Quaternion) : IDENTITY,
    scales: (readTuple(node.scale, 3) as unknown as Vec3 | undefined) ?? [1, 1, 1],
  };
}

/** Each node's parent. @throws PoseError for a node of two parents. */
function findParents(nodes: readonly JsonValue[], fileName: string): number[] {
  const parents = nodes.map(() => -1);
  for (const [index, node] of nodes.entries()) {
    const children = isObject(node) ? node.children : undefined;
    if (!Array.isArray(children)) continue;
    for (const child of children) {
      if (!isIndex(child) || child >= nodes.length) continue;
      if (parents[child] !== -1 || child === index) fail('a tree of nodes', `node ${child} below two`, fileName);
      parents[child] = index;
    }
  }
  return parents;
}

/** Parents before children, without recursion. @throws PoseError where some node is its own ancestor. */
function sortNodes(parents: readonly number[], fileName: string): number[] {
  const children = parents.map((): number[] => []);
  const sorted: number[] = [];
  for (const [index, parent] of parents.entries()) {
    if (parent === -1) sorted.push(index);
    else children[parent]!.push(index);
  }
  // The list grows while it is gone through: what a node appends comes later.
  for (const node of sorted) sorted.push(...children[node]!);
  if (sorted.length < parents.length) fail('a tree of nodes', 'a cycle', fileName);
  return sorted;
}

const getObject = (value: JsonValue | undefined, ...path: readonly string[]): JsonObject | undefined => {
  let at = value;
  for (const name of path) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return isObject(at) ? at : undefined;
};

/** Thumbs moved by a joint between VRM 0.x and 1.0. */
const VRM0_NAMES: ReadonlyMap<unknown, string> = new Map([
  ['leftThumbProximal', 'leftThumbMetacarpal'],
  ['leftThumbIntermediate', 'leftThumbProximal'],
  ['rightThumbProximal', 'rightThumbMetacarpal'],
  ['rightThumbIntermediate', 'rightThumbProximal'],
]);

function readVrm0Bones(humanoid: JsonObject): [string, JsonValue | undefined][] {
  const bones = Array.isArray(humanoid.humanBones) ? humanoid.humanBones : [];
  return bones
    .filter(isObject)
    .flatMap(({ bone, node }) => (typeof bone === 'string' ? [[VRM0_NAMES.get(bone) ?? bone, node]] : []));
}

function readVrm1Bones(humanoid: JsonObject): [string, JsonValue | undefined][] {
  const bones = getObject(humanoid.humanBones) ?? {};
  return Object.entries(bones).map(([bone, entry]) => [bone, isObject(entry) ? entry.node : undefined]);
}

function readExtension(json: JsonObject): { kind: GltfKind; bones: [string, JsonValue | undefined][] } {
  const find = (extension: string) => getObject(json.extensions, extension, 'humanoid');
  const animation = find('VRMC_vrm_animation');
  if (animation) return { kind: 'vrma', bones: readVrm1Bones(animation) };
  const model = find('VRMC_vrm');
  if (model) return { kind: 'vrm', bones: readVrm1Bones(model) };
  const old = find('VRM');
  return old ? { kind: 'vrm0', bones: readVrm0Bones(old) } : { kind: 'gltf', bones: [] };
}

const KNOWN_AXES: Readonly<Record<GltfKind, RigAxes | undefined>> = {
  vrma: { up: 'y', forward: 'z' },
  vrm: { up: 'y', forward: 'z' },
  vrm0: { up: 'y', forward: '-z' },
  gltf: undefined,
};

function readName(node: JsonValue, index: number): string {
  const name = isObject(node) ? node.name : undefined;
  return typeof name === 'string' ? name : `node ${index}`;
}

/**
 * The nodes of a glTF as a rig, and which of them are bones: as a VRM extension says, else by their names.
 * @throws PoseError INVALID_FILE where the nodes are no tree or no humanoid, LIMIT_EXCEEDED.
 */
export function readGltfRig(
  json: JsonObject,
  limits: GltfLimits,
  fileName: string,
  boneNames?: Readonly<Record<string, HumanoidBone>>,
): GltfRig {
  const listed = Array.isArray(json.nodes) ? json.nodes : [];
  if (listed.length > limits.maxNodes)
    throw new PoseError(
      'LIMIT_EXCEEDED',
      `Expected at most ${limits.maxNodes} nodes, got ${listed.length} (${fileName}).`,
    );
  const parents = findParents(listed, fileName);
  const sorted = sortNodes(parents, fileName);
  const order = parents.map(() => -1);
  for (const [place, index] of sorted.entries()) order[index] = place;

  let skewed = 0;
  const nodes = sorted.map((index): RigNode => {
    const node = listed[index]!;
    const { position, rotation, scales } = readTransform(isObject(node) ? node : {});
    if (scales.some((scale) => Math.abs(scale - scales[0]) > 1e-3 * Math.abs(scales[0]))) skewed++;
    const scale = Math.cbrt(Math.abs(scales[0] * scales[1] * scales[2]));
    const parent = parents[index]!;
    return { name: readName(node, index), parent: parent < 0 ? -1 : order[parent]!, position, rotation, scale };
  });

  const { kind, bones: declared } = readExtension(json);
  const bones = new Map<HumanoidBone, number>();
  for (const [bone, node] of declared)
    if (isHumanoidBone(bone) && isIndex(node) && node < nodes.length) bones.set(bone, order[node]!);
  const mapped = kind === 'gltf' ? mapBoneNames(nodes, boneNames) : bones;
  if (!mapped.has('hips'))
    fail('a humanoid: a VRM extension, or a node whose name says hips or pelvis', 'none', fileName);
  return { nodes, bones: mapped, kind, order, axes: KNOWN_AXES[kind], skewed };
}
