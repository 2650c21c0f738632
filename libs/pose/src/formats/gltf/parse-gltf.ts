import { PoseError } from '../../errors.js';
import { MAX_COORDINATE } from '../../spatial/assert-spatial-pose.js';
import { type HumanoidBone, REQUIRED_BONES } from '../../spatial/humanoid.js';
import { normalizeRig, type NormalizedRig, type RigAxes } from '../../spatial/rig.js';
import { type SpatialClip, type SpatialFrame, type SpatialPerson } from '../../spatial/types.js';
import { type Quaternion, type Vec3 } from '../../spatial/vector.js';
import { ConversionLossLog, type ConversionReport } from '../conversion-report.js';
import { isObject } from '../file-record.js';
import { type JsonObject, type JsonValue } from '../json-reader.js';
import { describeValue, type PoseProblem, ProblemLog } from '../problems.js';
import { DEFAULT_GLTF_LIMITS, type GltfLimits, readGltfContainer } from './glb-container.js';
import { type AccessorFault, getElement, GltfAccessors, isIndex } from './gltf-accessors.js';
import { type GltfKind, type GltfRig, readGltfRig } from './gltf-rig.js';
import { type Interpolation, sampleTrack, toRotation, type Track } from './gltf-samplers.js';

export interface GltfOptions {
  /** Named in every problem and error. */
  readonly fileName: string;
  /** Up and forward of the rest pose, where no VRM extension says so. Default: as hips, legs and head lie. */
  readonly axes?: RigAxes;
  /** Nodes whose names say nothing to us, where no VRM extension does. */
  readonly boneNames?: Readonly<Record<string, HumanoidBone>>;
  /** Frames at this rate; default: at the keys that the file has. */
  readonly framesPerSecond?: number;
  readonly limits?: Partial<GltfLimits>;
}

export interface ParsedGltf {
  readonly kind: GltfKind;
  /** One per animation that moves a bone. */
  readonly clips: readonly SpatialClip[];
  /** The person as the nodes stand without an animation. */
  readonly rest: SpatialPerson;
  /** Nodes by the bones that they are. */
  readonly bones: Readonly<Partial<Record<HumanoidBone, string>>>;
  readonly problems: readonly PoseProblem[];
  readonly problemCount: number;
  readonly report: ConversionReport;
}

/** Later than this, seconds, no key is. */
const MAX_TIME = 1e6;

class GltfReader {
  private readonly losses = new ConversionLossLog();
  private readonly accessors: GltfAccessors;
  private readonly rig: GltfRig;
  private readonly normalized: NormalizedRig;
  /** Nodes that bones hang on, or that are bones. */
  private readonly carriers: readonly boolean[];
  /** Nodes that carry the hips about, or are the hips. */
  private readonly movers: ReadonlySet<number>;
  private frames = 0;

  constructor(
    private readonly json: JsonObject,
    binary: Uint8Array | null,
    private readonly options: GltfOptions,
    private readonly limits: GltfLimits,
    private readonly log: ProblemLog,
  ) {
    this.accessors = new GltfAccessors({ json, binary }, limits, options.fileName);
    this.rig = readGltfRig(json, limits, options.fileName, options.boneNames);
    const axes = this.rig.axes ?? options.axes;
    const restsInTPose = this.rig.kind !== 'gltf';
    this.normalized = normalizeRig(this.rig, { unit: 1, restsInTPose, ...(axes && { axes }) });
    this.carriers = this.findCarriers([...this.rig.bones.values()]);
    const movers = this.findCarriers([this.rig.bones.get('hips')!]);
    this.movers = new Set(movers.flatMap((isMover, node) => (isMover ? [node] : [])));
    this.reportRig();
  }

  read(): Omit<ParsedGltf, 'problems' | 'problemCount'> {
    const animations = Array.isArray(this.json.animations) ? this.json.animations : [];
    if (animations.length > this.limits.maxAnimations) this.exceed(`at most ${this.limits.maxAnimations} animations`);
    const clips = animations.flatMap((animation, index) => this.readClip(animation, index));
    const { nodes, bones, kind } = this.rig;
    return {
      kind,
      clips,
      rest: this.normalized.toPerson({ positions: [], rotations: [] }),
      bones: Object.fromEntries([...bones].map(([bone, node]) => [bone, nodes[node]!.name])),
      report: this.losses.toReport(kind, 'spatial'),
    };
  }

  private readClip(animation: JsonValue, index: number): SpatialClip[] {
    if (!isObject(animation)) return [];
    const channels = Array.isArray(animation.channels) ? animation.channels : [];
    const tracks = this.keepFirst(
      channels.flatMap((channel, at) => this.readTrack(animation, channel, index, `channels[${at}]`)),
      index,
    );
    if (tracks.length === 0) return [];
    const times = this.chooseTimes(tracks);
    this.frames += times.length;
    if (this.frames > this.limits.maxFrames) this.exceed(`at most ${this.limits.maxFrames} frames`);
    const { maxPlacements } = this.limits;
    if (this.frames * this.rig.nodes.length > maxPlacements) this.exceed(`at most ${maxPlacements} frames times nodes`);
    const frames = times.flatMap((time) => this.readFrame(tracks, time, index));
    const { name } = animation;
    return frames.length > 0 ? [{ ...(typeof name === 'string' && { name }), frames }] : [];
  }

  /** A node moves by one channel a path. */
  private keepFirst(tracks: readonly Track[], animation: number): Track[] {
    const targets = new Set<string>();
    return tracks.filter(({ node, path }) => {
      const target = `${path} of ${this.rig.nodes[node]!.name.slice(0, 80)}`;
      const isFirst = !targets.has(`${node} ${path}`);
      if (!isFirst)
        this.addProblem(animation, 'channels', {
          code: 'OUT_OF_RANGE',
          expected: `one channel for ${target}`,
          got: 'more',
        });
      targets.add(`${node} ${path}`);
      return isFirst;
    });
  }

  private readFrame(tracks: readonly Track[], time: number, animation: number): SpatialFrame[] {
    const positions: Vec3[] = [];
    const rotations: Quaternion[] = [];
    for (const track of tracks) {
      const value = sampleTrack(track, time);
      if (track.path === 'rotation') rotations[track.node] = toRotation(value);
      else positions[track.node] = value as unknown as Vec3;
    }
    const person = this.normalized.toPerson({ positions, rotations });
    const isSound = person.hips.every((part) => Math.abs(part) <= MAX_COORDINATE);
    if (isSound) return [{ time, person }];
    this.addProblem(animation, `time ${time}`, {
      code: 'OUT_OF_RANGE',
      expected: `hips within ${MAX_COORDINATE} m`,
      got: 'farther',
    });
    return [];
  }

  /** The file's own keys, all channels' together, or frames of one length. */
  private chooseTimes(tracks: readonly Track[]): number[] {
    const inputs = new Set(tracks.map(({ times }) => times));
    const keys = [...new Set([...inputs].flatMap((times) => [...times]))].sort((a, b) => a - b);
    const { framesPerSecond } = this.options;
    if (framesPerSecond === undefined)
      return keys.filter((time, index) => index === 0 || time - keys[index - 1]! > 1e-6);
    const [first, last] = [keys[0]!, keys.at(-1)!];
    const count = Math.floor((last - first) * framesPerSecond + 1e-6) + 1;
    if (!(count <= this.limits.maxFrames)) this.exceed(`at most ${this.limits.maxFrames} frames`);
    return Array.from({ length: count }, (_, index) => first + index / framesPerSecond);
  }

  private readTrack(animation: JsonObject, channel: JsonValue, index: number, field: string): Track[] {
    const target = isObject(channel) ? channel.target : undefined;
    const sampler = isObject(channel) ? getElement(animation.samplers, channel.sampler) : undefined;
    if (!isObject(target) || !sampler)
      return this.refuse(index, field, {
        code: 'BROKEN_REFERENCE',
        expected: 'a target and a sampler',
        got: 'neither or one',
      });
    const { node: nodeIndex, path } = target;
    const node = isIndex(nodeIndex) ? this.rig.order[nodeIndex] : undefined;
    if (node === undefined)
      return this.refuse(index, field, { code: 'BROKEN_REFERENCE', expected: 'a node', got: describeValue(nodeIndex) });
    if ((path !== 'rotation' && path !== 'translation') || !this.isOfUse(node, path))
      return this.drop(node, typeof path === 'string' ? path.slice(0, 40) : 'an unknown path');

    const size = path === 'rotation' ? 4 : 3;
    const times = this.accessors.read(sampler.input, 1);
    const values = this.accessors.read(sampler.output, size);
    if (!(times instanceof Float64Array)) return this.refuse(index, `${field}.sampler.input`, times);
    if (!(values instanceof Float64Array)) return this.refuse(index, `${field}.sampler.output`, values);
    const interpolation = (sampler.interpolation ?? 'LINEAR') as Interpolation;
    const faults = findTrackFault(times, values, interpolation, size);
    if (faults) return this.refuse(index, field, faults);
    this.reportInterpolation(interpolation, times.length);
    return [{ node, path, interpolation, times, values }];
  }

  private isOfUse(node: number, path: 'rotation' | 'translation'): boolean {
    return path === 'rotation' ? this.carriers[node]! : this.movers.has(node);
  }

  private findCarriers(bones: readonly number[]): boolean[] {
    const carriers = this.rig.nodes.map(() => false);
    for (const bone of bones)
      for (let at = bone; at >= 0 && !carriers[at]; at = this.rig.nodes[at]!.parent) carriers[at] = true;
    return carriers;
  }

  private reportRig(): void {
    const { bones, nodes, kind, skewed } = this.rig;
    const taken = new Set(bones.values());
    for (const [node, { name }] of nodes.entries()) {
      if (taken.has(node) || !this.carriers[node] || this.movers.has(node)) continue;
      this.losses.add({
        kind: 'MERGED',
        what: `node ${name.slice(0, 80)}`,
        reason: 'it acts through the bones that it carries',
      });
    }
    this.losses.add({
      kind: 'PRECISION',
      what: 'node scale',
      count: skewed,
      reason: 'a scale that differs by axis is taken as its mean',
    });
    if (kind === 'gltf' && !this.options.axes && this.normalized.axes)
      this.losses.add({
        kind: 'SYNTHESIZED',
        what: 'axes',
        reason: `up ${this.normalized.axes.up} and forward ${this.normalized.axes.forward} by the rest pose`,
      });
    for (const bone of REQUIRED_BONES)
      if (!bones.has(bone))
        this.addProblem(
          null,
          'nodes',
          { code: 'MISSING_BONE', expected: `a node for ${bone}`, got: 'none' },
          'warning',
        );
  }

  private reportInterpolation(interpolation: Interpolation, count: number): void {
    if (interpolation === 'LINEAR' || this.options.framesPerSecond !== undefined || count < 2) return;
    this.losses.add({
      kind: 'PRECISION',
      what: `${interpolation} between keys`,
      count,
      reason: 'frames are taken at the keys; between them a clip turns evenly',
    });
  }

  private drop(node: number, path: string): [] {
    const reason = this.carriers[node] ? "a humanoid's bones only turn, and its hips move" : 'no bone of the humanoid';
    this.losses.add({ kind: 'DROPPED', what: `${path} of ${this.rig.nodes[node]!.name.slice(0, 80)}`, reason });
    return [];
  }

  private refuse(animation: number, field: string, fault: AccessorFault): [] {
    this.addProblem(animation, field, fault);
    return [];
  }

  private addProblem(
    animation: number | null,
    field: string,
    fault: Pick<PoseProblem, 'code' | 'expected' | 'got'>,
    severity: PoseProblem['severity'] = 'error',
  ): void {
    const where =
      animation === null
        ? ({ record: 'file', index: null, id: null } as const)
        : ({ record: 'animation', index: animation, id: null } as const);
    this.log.add(where, { ...fault, severity, field });
  }

  private exceed(expected: string): never {
    throw new PoseError('LIMIT_EXCEEDED', `Expected ${expected}, got more (${this.options.fileName}).`);
  }
}

function findTrackFault(
  times: Float64Array,
  values: Float64Array,
  interpolation: Interpolation,
  size: number,
): AccessorFault | undefined {
  if (!['LINEAR', 'STEP', 'CUBICSPLINE'].includes(interpolation))
    return { code: 'UNSUPPORTED', expected: 'LINEAR, STEP or CUBICSPLINE', got: describeValue(interpolation) };
  const wanted = times.length * size * (interpolation === 'CUBICSPLINE' ? 3 : 1);
  if (values.length !== wanted)
    return { code: 'OUT_OF_RANGE', expected: `${wanted} numbers of output`, got: String(values.length) };
  const increases = times.every(
    (time, index) => Math.abs(time) <= MAX_TIME && (index === 0 || time > times[index - 1]!),
  );
  if (!increases) return { code: 'OUT_OF_RANGE', expected: `times that increase, up to ${MAX_TIME} s`, got: 'others' };
  if (!values.every((value) => Math.abs(value) <= MAX_COORDINATE))
    return { code: 'OUT_OF_RANGE', expected: `finite numbers up to ${MAX_COORDINATE}`, got: 'others' };
  return undefined;
}

/**
 * Reads the humanoid of a glTF file (.gltf, .glb), a VRM model (.vrm) or a VRM animation (.vrma): how it stands, and what its
 * animations make of it, against a normalized T-pose. Only what lies in the file is read: `data:` buffers and the GLB's own
 * chunk; no other address is opened. A channel that cannot be used is left out and reported.
 * @throws PoseError INVALID_FILE, INVALID_JSON, LIMIT_EXCEEDED.
 */
export function parseGltf(input: string | Uint8Array, options: GltfOptions): ParsedGltf {
  const limits = { ...DEFAULT_GLTF_LIMITS, ...options.limits };
  const log = new ProblemLog(options.fileName, limits.maxProblems);
  const { json, binary } = readGltfContainer(input, limits, options.fileName);
  const contents = new GltfReader(json, binary, options, limits, log).read();
  return { ...contents, problems: log.problems, problemCount: log.count };
}
