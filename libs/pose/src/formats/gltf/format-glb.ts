import { PoseError } from '../../errors.js';
import { assertSpatialPose } from '../../spatial/assert-spatial-pose.js';
import { HUMANOID_BONES, HUMANOID_TREE, type HumanoidBone } from '../../spatial/humanoid.js';
import { getOffset } from '../../spatial/proportions.js';
import { type SpatialClip, type SpatialPerson } from '../../spatial/types.js';
import { addVectors, IDENTITY, type Vec3 } from '../../spatial/vector.js';
import { ConversionLossLog, type ConversionReport } from '../conversion-report.js';
import { formatJson } from '../format-json.js';
import { formatGlbContainer } from './glb-container.js';

export interface FormatGlbOptions {
  /** `glb`: a skeleton with its animation. `vrma`: a VRM animation, for any VRM model. Default `glb`. */
  readonly format?: 'glb' | 'vrma';
}

const FLOAT = 5126;

/** Collects numbers, and the accessors by which they are found again. */
class GlbWriter {
  private readonly parts: Uint8Array[] = [];
  private length = 0;
  readonly bufferViews: object[] = [];
  readonly accessors: object[] = [];

  /** @returns the accessor's index. */
  addFloats(
    type: 'SCALAR' | 'VEC3' | 'VEC4' | 'MAT4',
    count: number,
    values: readonly number[],
    bounds?: object,
  ): number {
    const bytes = new Uint8Array(values.length * 4);
    const view = new DataView(bytes.buffer);
    for (const [index, value] of values.entries()) view.setFloat32(index * 4, value, true);
    this.bufferViews.push({ buffer: 0, byteOffset: this.length, byteLength: bytes.length });
    this.parts.push(bytes);
    this.length += bytes.length;
    return (
      this.accessors.push({ bufferView: this.bufferViews.length - 1, componentType: FLOAT, count, type, ...bounds }) - 1
    );
  }

  join(): Uint8Array {
    const joined = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }
}

const nodeOf = (bone: HumanoidBone) => HUMANOID_BONES.indexOf(bone);

function createNodes(person: SpatialPerson): object[] {
  return HUMANOID_TREE.map(([bone]) => {
    const children = HUMANOID_TREE.flatMap(([child, parent]) => (parent === bone ? [nodeOf(child)] : []));
    return { name: bone, translation: [...getOffset(person, bone)], ...(children.length > 0 && { children }) };
  });
}

/** Where bones begin in the T-pose, negated: a bind matrix's inverse, since their axes are the world's. */
function createInverseBinds(person: SpatialPerson): number[] {
  const places = new Map<HumanoidBone, Vec3>();
  return HUMANOID_TREE.flatMap(([bone, parent]) => {
    const place = addVectors(parent ? places.get(parent)! : [0, 0, 0], getOffset(person, bone));
    places.set(bone, place);
    const [x, y, z] = place;
    return [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -x, -y, -z, 1];
  });
}

/** A VRM animation leaves the eyes to its look-at. */
const isWritten = (bone: HumanoidBone, format: 'glb' | 'vrma') => format === 'glb' || !bone.endsWith('Eye');

/** Bones that some frame turns. Those at rest throughout get no channel, so that a model that lacks them loses nothing. */
function findTurned(clip: SpatialClip): HumanoidBone[] {
  return HUMANOID_BONES.filter((bone) =>
    clip.frames.some(({ person }) => (person.rotations[bone] ?? IDENTITY).slice(0, 3).some((part) => part !== 0)),
  );
}

function createAnimation(clip: SpatialClip, bones: readonly HumanoidBone[], writer: GlbWriter): object {
  const { frames } = clip;
  const times = frames.map(({ time }) => time);
  const input = writer.addFloats('SCALAR', times.length, times, {
    min: [Math.fround(times[0]!)],
    max: [Math.fround(times.at(-1)!)],
  });
  const interpolation = frames.length > 1 ? 'LINEAR' : 'STEP';
  const samplers: object[] = [];
  const channels: object[] = [];
  const add = (bone: HumanoidBone, path: string, output: number) => {
    channels.push({
      sampler: samplers.push({ input, output, interpolation }) - 1,
      target: { node: nodeOf(bone), path },
    });
  };
  const hips = frames.flatMap(({ person }) => [...person.hips]);
  add('hips', 'translation', writer.addFloats('VEC3', frames.length, hips));
  for (const bone of bones) {
    const rotations = frames.flatMap(({ person }) => [...(person.rotations[bone] ?? IDENTITY)]);
    add(bone, 'rotation', writer.addFloats('VEC4', frames.length, rotations));
  }
  return { name: clip.name ?? 'pose', samplers, channels };
}

function createVrmAnimationExtension(): object {
  const humanBones = Object.fromEntries(
    HUMANOID_BONES.filter((bone) => isWritten(bone, 'vrma')).map((bone) => [bone, { node: nodeOf(bone) }]),
  );
  return { VRMC_vrm_animation: { specVersion: '1.0', humanoid: { humanBones } } };
}

/** Half a unit in the last place of single precision, relative. */
const SINGLE = 2 ** -24;

function findLosses(clip: SpatialClip, dropped: readonly HumanoidBone[]): ConversionLossLog {
  const losses = new ConversionLossLog();
  const { frames } = clip;
  const first = JSON.stringify(frames[0]!.person.proportions);
  const reason = 'single precision';
  const farthest = Math.max(...frames.map(({ person }) => Math.hypot(...person.hips)), 2);
  losses.add({ kind: 'PRECISION', what: 'rotations', count: frames.length, bound: 1.5e-5, unit: 'degrees', reason });
  losses.add({
    kind: 'PRECISION',
    what: 'hips and proportions',
    count: frames.length,
    bound: 4 * farthest * SINGLE,
    unit: 'metres',
    reason,
  });
  losses.add({
    kind: 'PRECISION',
    what: 'frames[].time',
    count: frames.length,
    bound: 2 * frames.at(-1)!.time * SINGLE,
    unit: 'seconds',
    reason,
  });
  const others = frames.filter(({ person }) => JSON.stringify(person.proportions) !== first).length;
  losses.add({
    kind: 'DROPPED',
    what: 'frames[].person.proportions',
    count: others,
    reason: "a skeleton has one build, the first frame's",
  });
  for (const bone of dropped)
    losses.add({
      kind: 'DROPPED',
      what: `rotation of ${bone}`,
      reason: 'a VRM animation moves the eyes by its look-at, not by their bones',
    });
  return losses;
}

/** @throws PoseError INVALID_POSE. */
function assertClip({ frames }: SpatialClip): void {
  if (frames.length === 0) throw new PoseError('INVALID_POSE', 'Expected a clip with at least one frame, got none.');
  for (const { person } of frames) assertSpatialPose({ people: [person] });
  const isOrdered = frames.every(
    ({ time }, index) =>
      time >= 0 && time < Infinity && (index === 0 || Math.fround(time) > Math.fround(frames[index - 1]!.time)),
  );
  if (!isOrdered) throw new PoseError('INVALID_POSE', 'Expected frames at increasing times from 0 on, got others.');
}

/**
 * One person in motion (or standing still: `toClip`) as a GLB: 55 bones in a T-pose, in metres, facing +z, under one skin, and
 * an animation of the hips' place and the bones' turns. As `vrma`, with the extension that lets any VRM model play it.
 * @throws PoseError INVALID_POSE.
 */
export function formatGlb(
  clip: SpatialClip,
  { format = 'glb' }: FormatGlbOptions = {},
): { bytes: Uint8Array; report: ConversionReport } {
  assertClip(clip);
  const { person } = clip.frames[0]!;
  const turned = findTurned(clip);
  const writer = new GlbWriter();
  const animation = createAnimation(
    clip,
    turned.filter((bone) => isWritten(bone, format)),
    writer,
  );
  const isVrma = format === 'vrma';
  const skins = isVrma
    ? undefined
    : [
        {
          name: 'humanoid',
          inverseBindMatrices: writer.addFloats('MAT4', HUMANOID_BONES.length, createInverseBinds(person)),
          skeleton: 0,
          joints: HUMANOID_BONES.map(nodeOf),
        },
      ];
  const binary = writer.join();
  const json = formatJson({
    asset: { version: '2.0', generator: 'Contrapposto' },
    extensionsUsed: isVrma ? ['VRMC_vrm_animation'] : undefined,
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: createNodes(person),
    skins,
    animations: [animation],
    accessors: writer.accessors,
    bufferViews: writer.bufferViews,
    buffers: [{ byteLength: binary.length }],
    extensions: isVrma ? createVrmAnimationExtension() : undefined,
  });
  const dropped = turned.filter((bone) => !isWritten(bone, format));
  return { bytes: formatGlbContainer(json, binary), report: findLosses(clip, dropped).toReport('spatial', format) };
}
