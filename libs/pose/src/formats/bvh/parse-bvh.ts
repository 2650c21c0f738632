import { PoseError } from '../../errors.js';
import { mapBoneNames } from '../../spatial/bone-names.js';
import { createRotationFromEuler, type RotationAxis } from '../../spatial/euler.js';
import { type HumanoidBone, REQUIRED_BONES } from '../../spatial/humanoid.js';
import { DEFAULT_PROPORTIONS } from '../../spatial/proportions.js';
import { createBasis, type NormalizedRig, normalizeRig, type Rig, type RigAxes } from '../../spatial/rig.js';
import { type SpatialClip, type SpatialFrame, type SpatialPerson } from '../../spatial/types.js';
import { computeLength, IDENTITY, type Quaternion, type Vec3 } from '../../spatial/vector.js';
import { ConversionLossLog, type ConversionReport } from '../conversion-report.js';
import { type PoseProblem, ProblemLog } from '../problems.js';
import { encodeUtf8 } from '../utf8.js';
import { BvhDecoder, type BvhLimits, DEFAULT_BVH_LIMITS } from './bvh-decoder.js';
import { type BvhHeader, type BvhJoint } from './bvh-hierarchy.js';

export interface BvhOptions {
  /** Named in every problem and error. */
  readonly fileName: string;
  /** Metres of one unit. BVH does not say; default: the usual unit that makes the legs nearest to an adult's. */
  readonly unit?: number;
  /** Up and forward. BVH does not say; default: as the hierarchy's offsets make it stand. */
  readonly axes?: RigAxes;
  /** Joints whose names say nothing to us. */
  readonly boneNames?: Readonly<Record<string, HumanoidBone>>;
  readonly limits?: Partial<BvhLimits>;
}

/** What a BVH file does not say, and what was taken for it. */
export interface BvhFacts {
  /** Joints by the bones that they were taken for. */
  readonly bones: Readonly<Partial<Record<HumanoidBone, string>>>;
  readonly unit: number;
  readonly axes: RigAxes | undefined;
  /** As declared. */
  readonly frameCount: number;
  readonly frameTime: number;
}

export interface ParsedBvh {
  readonly clip: SpatialClip;
  readonly facts: BvhFacts;
  readonly problems: readonly PoseProblem[];
  readonly problemCount: number;
  readonly report: ConversionReport;
}

/** Metre, centimetre, inch, millimetre, and the unit of the CMU recordings (1 / 0.45 inches). */
const UNITS = [1, 0.01, 0.0254, 0.001, 0.0254 / 0.45];
const LEG = -(DEFAULT_PROPORTIONS.leftLowerLeg[1] + DEFAULT_PROPORTIONS.leftFoot[1]);
const DEFAULT_FRAME_TIME = 1 / 30;

/** A BVH's hierarchy as a rig at rest: offsets, and no turns. */
function createRig(joints: readonly BvhJoint[], names: BvhOptions['boneNames']): Rig {
  const nodes = joints.map(({ name, parent, offset }) => ({
    name,
    parent,
    position: offset,
    rotation: IDENTITY,
    scale: 1,
  }));
  const bones = mapBoneNames(nodes, names);
  if (!bones.has('hips')) bones.set('hips', 0);
  return { nodes, bones };
}

function guessUnit({ nodes, bones }: Rig): number | undefined {
  const lengths = (['leftLowerLeg', 'leftFoot', 'rightLowerLeg', 'rightFoot'] as const).map((bone) =>
    bones.has(bone) ? computeLength(nodes[bones.get(bone)!]!.position) : 0,
  );
  const leg = lengths.reduce((sum, length) => sum + length, 0) / 2;
  if (!(leg > 0)) return undefined;
  const errorOf = (unit: number) => Math.abs(Math.log((leg * unit) / LEG));
  const best = UNITS.reduce((known, unit) => (errorOf(unit) < errorOf(known) ? unit : known));
  return errorOf(best) < Math.log(3) ? best : LEG / leg;
}

/** Numbers of a frame to joints. */
interface ChannelPlan {
  readonly joint: number;
  readonly offset: Vec3;
  readonly rotationOrder: readonly RotationAxis[];
  readonly rotationAt: readonly number[];
  /** Where x, y, z stand among the numbers, or -1. */
  readonly positionAt: readonly [number, number, number] | undefined;
}

/** Of the joints that have channels. */
function planChannels(joints: readonly BvhJoint[]): ChannelPlan[] {
  let at = 0;
  const plans = joints.map(({ channels, offset }, joint) => {
    const places = channels.map((channel) => ({ ...channel, at: at++ }));
    const rotations = places.filter(({ kind }) => kind === 'rotation');
    const positionOf = (axis: RotationAxis) =>
      places.find((place) => place.kind === 'position' && place.axis === axis)?.at ?? -1;
    const positionAt = [positionOf('x'), positionOf('y'), positionOf('z')] as const;
    return {
      joint,
      offset,
      rotationOrder: rotations.map(({ axis }) => axis),
      rotationAt: rotations.map((rotation) => rotation.at),
      positionAt: positionAt.some((place) => place >= 0) ? positionAt : undefined,
    };
  });
  return plans.filter(({ joint }) => joints[joint]!.channels.length > 0);
}

/** One file on its way: header known, frames to come. */
class BvhInterpreter {
  readonly facts: BvhFacts;
  private readonly rig: Rig;
  private readonly normalized: NormalizedRig;
  private readonly plan: readonly ChannelPlan[];
  private readonly frameTime: number;
  private readonly losses = new ConversionLossLog();
  private stretched = 0;

  constructor(
    header: BvhHeader,
    private readonly options: BvhOptions,
    private readonly log: ProblemLog,
  ) {
    this.rig = createRig(header.joints, options.boneNames);
    const unit = options.unit ?? this.chooseUnit();
    this.assertOptions(unit);
    this.normalized = normalizeRig(this.rig, { unit, ...(options.axes && { axes: options.axes }) });
    this.plan = planChannels(header.joints);
    this.frameTime = header.frameTime > 0 ? header.frameTime : DEFAULT_FRAME_TIME;
    this.facts = {
      bones: Object.fromEntries([...this.rig.bones].map(([bone, node]) => [bone, this.rig.nodes[node]!.name])),
      unit,
      axes: this.normalized.axes,
      frameCount: header.frameCount,
      frameTime: this.frameTime,
    };
    this.reportHeader(header);
  }

  readFrame(values: Float64Array, index: number): SpatialFrame {
    return { time: index * this.frameTime, person: this.readPerson(values) };
  }

  private readPerson(values: Float64Array): SpatialPerson {
    const positions: (Vec3 | undefined)[] = [];
    const rotations: (Quaternion | undefined)[] = [];
    for (const { joint, offset, rotationOrder, rotationAt, positionAt } of this.plan) {
      rotations[joint] = createRotationFromEuler(
        rotationOrder,
        rotationAt.map((at) => values[at]!),
      );
      if (!positionAt) continue;
      const position = positionAt.map((at, axis) => (at < 0 ? offset[axis]! : values[at]!)) as unknown as Vec3;
      positions[joint] = position;
      if (this.rig.nodes[joint]!.parent >= 0 && isElsewhere(position, offset)) this.stretched++;
    }
    return this.normalized.toPerson({ positions, rotations });
  }

  report(): ConversionReport {
    this.losses.add({
      kind: 'DROPPED',
      what: 'joint positions',
      count: this.stretched,
      reason: 'only the hips of a humanoid move; its bones keep their lengths',
    });
    this.stretched = 0;
    return this.losses.toReport('bvh', 'spatial');
  }

  private chooseUnit(): number {
    const guess = guessUnit(this.rig);
    if (guess === undefined)
      this.addProblem('UNKNOWN_UNIT', 'legs to tell the unit from, or the option unit', 'a hierarchy without legs');
    return guess ?? 0.01;
  }

  private assertOptions(unit: number): void {
    const { axes, fileName } = this.options;
    if (!(unit > 0 && unit < Infinity))
      throw new PoseError('INVALID_FILE', `Expected a unit in metres above 0, got ${unit} (${fileName}).`);
    if (axes && !createBasis(axes))
      throw new PoseError(
        'INVALID_FILE',
        `Expected axes square to each other, got ${axes.up} and ${axes.forward} (${fileName}).`,
      );
  }

  private reportHeader({ joints, frameTime }: BvhHeader): void {
    const { losses, facts, rig } = this;
    if (this.options.unit === undefined)
      losses.add({
        kind: 'SYNTHESIZED',
        what: 'unit',
        reason: `BVH names none; ${facts.unit} m by the length of the legs`,
      });
    if (facts.axes && !this.options.axes)
      losses.add({
        kind: 'SYNTHESIZED',
        what: 'axes',
        reason: `BVH names none; up ${facts.axes.up} and forward ${facts.axes.forward} by the offsets`,
      });
    if (!facts.axes) this.addProblem('UNKNOWN_AXES', 'legs and a head to tell up from, or the option axes', 'neither');
    if (!(frameTime > 0)) this.addProblem('OUT_OF_RANGE', 'a frame time above 0', frameTime);
    for (const bone of REQUIRED_BONES)
      if (!rig.bones.has(bone))
        this.addProblem('MISSING_BONE', `a joint for ${bone}; name it by the option boneNames`, 'none');
    const taken = new Set(rig.bones.values());
    const isCarrier = joints.map(() => false);
    for (const node of taken)
      for (let at = rig.nodes[node]!.parent; at >= 0; at = rig.nodes[at]!.parent) isCarrier[at] = true;
    for (const [index, { name }] of joints.entries()) {
      if (taken.has(index)) continue;
      const what = `joint ${name.slice(0, 80)}`;
      if (isCarrier[index]) losses.add({ kind: 'MERGED', what, reason: 'it acts through the bones that it carries' });
      else losses.add({ kind: 'DROPPED', what, reason: 'the humanoid has no such bone' });
    }
  }

  private addProblem(code: PoseProblem['code'], expected: string, got: unknown): void {
    const where = { record: 'file', index: null, id: null } as const;
    this.log.add(where, { code, severity: 'warning', field: 'HIERARCHY', expected, got });
  }
}

const isElsewhere = (a: Vec3, b: Vec3) =>
  a.some((value, axis) => Math.abs(value - b[axis]!) > 1e-3 * (1 + Math.abs(value)));

/**
 * Reads a BVH file: the person of its first hierarchy, frame by frame. A line that is no frame is left out and reported.
 *
 * Positions of the root are taken as they stand (its OFFSET is the rest pose's); angles are degrees, in the order of the
 * channels. What the format leaves open (unit, axes, which joint is which bone) is inferred, and told in `facts` and `report`.
 * @param input text, or UTF-8 bytes.
 * @throws PoseError INVALID_FILE with the place in the header; LIMIT_EXCEEDED.
 */
export function parseBvh(input: string | Uint8Array, options: BvhOptions): ParsedBvh {
  const limits = { ...DEFAULT_BVH_LIMITS, ...options.limits };
  const log = new ProblemLog(options.fileName, limits.maxProblems);
  const decoder = new BvhDecoder(limits, log);
  const frames: SpatialFrame[] = [];
  let interpreter: BvhInterpreter | undefined;
  const interpret = () => (interpreter ??= new BvhInterpreter(decoder.header!, options, log));
  for (const values of decoder.push(typeof input === 'string' ? encodeUtf8(input) : input))
    frames.push(interpret().readFrame(values, frames.length));
  for (const values of decoder.finish()) frames.push(interpret().readFrame(values, frames.length));
  if (frames.length === 0)
    throw new PoseError('INVALID_FILE', `Expected at least one frame, got none (${options.fileName}).`);
  const { facts } = interpret();
  return { clip: { frames }, facts, problems: log.problems, problemCount: log.count, report: interpret().report() };
}

export interface BvhProgress {
  readonly bytes: number;
  readonly frames: number;
  /** As the header declares. */
  readonly frameCount: number;
}

export interface BvhStreamOptions extends BvhOptions {
  /** After every piece of the source. */
  readonly onProgress?: (progress: BvhProgress) => void;
}

/** A BVH file that is being read: its frames by `for await`, once; the rest as far as it is known. */
export interface BvhStream extends AsyncIterable<SpatialFrame> {
  /** Null until the hierarchy is read. */
  readonly facts: BvhFacts | null;
  readonly problems: readonly PoseProblem[];
  readonly problemCount: number;
  /** What the frames so far lost. */
  readonly report: ConversionReport;
}

const MAX_STREAMED_FRAMES = 10_000_000;

/**
 * Reads a BVH file of any length in bounded memory, piece by piece: nothing is kept of a frame that was given out.
 * @param source pieces of the file, such as a file's read stream.
 * @throws PoseError from the iteration: INVALID_FILE, LIMIT_EXCEEDED.
 */
export function streamBvh(source: AsyncIterable<Uint8Array>, options: BvhStreamOptions): BvhStream {
  const limits = { ...DEFAULT_BVH_LIMITS, maxFrames: MAX_STREAMED_FRAMES, ...options.limits };
  const log = new ProblemLog(options.fileName, limits.maxProblems);
  let interpreter: BvhInterpreter | null = null;

  async function* readFrames(): AsyncGenerator<SpatialFrame> {
    const decoder = new BvhDecoder(limits, log);
    let bytes = 0;
    const interpret = () => (interpreter ??= new BvhInterpreter(decoder.header!, options, log));
    for await (const chunk of source) {
      for (const values of decoder.push(chunk)) yield interpret().readFrame(values, decoder.frames - 1);
      bytes += chunk.length;
      options.onProgress?.({ bytes, frames: decoder.frames, frameCount: decoder.header?.frameCount ?? 0 });
    }
    for (const values of decoder.finish()) yield interpret().readFrame(values, decoder.frames - 1);
    interpret();
  }

  return {
    [Symbol.asyncIterator]: readFrames,
    get facts() {
      return interpreter?.facts ?? null;
    },
    get problems() {
      return log.problems;
    },
    get problemCount() {
      return log.count;
    },
    get report() {
      return interpreter?.report() ?? new ConversionLossLog().toReport('bvh', 'spatial');
    },
  };
}
