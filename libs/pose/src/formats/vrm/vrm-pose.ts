import { PoseError } from '../../errors.js';
import { findNearMisses } from '../../near-miss.js';
import { assertSpatialPose, MAX_COORDINATE } from '../../spatial/assert-spatial-pose.js';
import { HUMANOID_BONES, type HumanoidBone, isHumanoidBone } from '../../spatial/humanoid.js';
import { DEFAULT_PROPORTIONS, getOffset } from '../../spatial/proportions.js';
import { type SpatialPerson } from '../../spatial/types.js';
import {
  addVectors,
  normalizeQuaternion,
  type Quaternion,
  subtractVectors,
  type Vec3,
  ZERO,
} from '../../spatial/vector.js';
import { ConversionLossLog, type ConversionReport } from '../conversion-report.js';
import { isFiniteNumber, isObject } from '../file-record.js';
import { formatJson } from '../format-json.js';
import { type JsonObject, type JsonValue, parseJson } from '../json-reader.js';
import { type PoseProblem, ProblemLog } from '../problems.js';
import { encodeUtf8 } from '../utf8.js';

export interface VrmPoseOptions {
  /** A VRM 0.x model faces -z: its poses are turned half round about the vertical. Default `1.0`. */
  readonly version?: '1.0' | '0.x';
}

export interface ParseVrmPoseOptions extends VrmPoseOptions {
  /** Named in every problem and error. */
  readonly fileName: string;
}

export interface ParsedVrmPose {
  readonly person: SpatialPerson;
  readonly problems: readonly PoseProblem[];
  readonly problemCount: number;
  readonly report: ConversionReport;
}

/** A pose has 55 entries of two lists each. */
const LIMITS = { maxDepth: 8, maxContainers: 10_000 };
const MAX_BYTES = 2 ** 20;
const MAX_PROBLEMS = 1000;

type Turn = <T extends Vec3 | Quaternion>(value: T) => T;

/** Half a turn about y, which undoes itself. */
const turnRound: Turn = ([x, y, z, ...rest]) => [0 - x, y, 0 - z, ...rest] as never;
const turnFor = (version: VrmPoseOptions['version']): Turn => (version === '0.x' ? turnRound : (value) => value);

function readTuple(value: JsonValue | undefined, length: number): number[] | undefined {
  const isTuple = Array.isArray(value) && value.length === length;
  return isTuple && value.every((part) => isFiniteNumber(part) && Math.abs(part) <= MAX_COORDINATE)
    ? (value as number[])
    : undefined;
}

function readDocument(input: string | Uint8Array, fileName: string): JsonObject {
  if (input.length > MAX_BYTES)
    throw new PoseError('LIMIT_EXCEEDED', `Expected at most ${MAX_BYTES} bytes, got ${input.length} (${fileName}).`);
  const { value } = parseJson(typeof input === 'string' ? encodeUtf8(input) : input, LIMITS, fileName);
  if (!isObject(value))
    throw new PoseError('INVALID_FILE', `Expected an object of bones with rotations, got another value (${fileName}).`);
  return value;
}

/** One bone's entry: whatever is wrong with it is reported, and left out. */
class BoneReader {
  constructor(private readonly log: ProblemLog) {}

  readBones(document: JsonObject): [HumanoidBone, JsonObject][] {
    return Object.entries(document).flatMap(([name, entry]): [HumanoidBone, JsonObject][] => {
      if (!isHumanoidBone(name)) {
        const near = findNearMisses(name, HUMANOID_BONES, 1).map((bone) => `, such as ${bone}`);
        return this.refuse(name, 'bone', `a bone of the humanoid${near.join('')}`, name);
      }
      return isObject(entry) ? [[name, entry]] : this.refuse(name, 'bone', 'an object', entry);
    });
  }

  readRotation(bone: HumanoidBone, { rotation }: JsonObject): Quaternion | undefined {
    if (rotation === undefined || rotation === null) return undefined;
    const parts = readTuple(rotation, 4) as Quaternion | undefined;
    if (parts && Math.hypot(...parts) > 1e-6) return isUnit(parts) ? parts : normalizeQuaternion(parts);
    this.refuse(bone, 'rotation', 'a quaternion of four numbers', rotation);
    return undefined;
  }

  readPosition(bone: HumanoidBone, { position }: JsonObject): Vec3 | undefined {
    if (position === undefined || position === null) return undefined;
    const parts = readTuple(position, 3) as Vec3 | undefined;
    if (!parts) this.refuse(bone, 'position', 'three numbers', position);
    return parts;
  }

  private refuse(bone: string, field: string, expected: string, got: unknown): [] {
    const where = { record: 'joint', index: null, id: bone.slice(0, 80) } as const;
    this.log.add(where, {
      code: 'WRONG_TYPE',
      severity: 'error',
      field,
      expected,
      got: typeof got === 'string' ? JSON.stringify(got.slice(0, 80)) : got,
    });
    return [];
  }
}

/** Kept as it stands, to the last bit, where a renormalization would change nothing but that. */
const isUnit = (parts: Quaternion) => Math.abs(Math.hypot(...parts) - 1) < 1e-9;

/**
 * Reads three-vrm's pose JSON (`getNormalizedPose`): `{ hips: { position, rotation }, spine: { rotation }, ... }`. Rotations are
 * against the T-pose, the hips' position against their place in it.
 * @throws PoseError INVALID_JSON, INVALID_FILE, LIMIT_EXCEEDED.
 */
export function parseVrmPose(input: string | Uint8Array, { fileName, version }: ParseVrmPoseOptions): ParsedVrmPose {
  const log = new ProblemLog(fileName, MAX_PROBLEMS);
  const losses = new ConversionLossLog();
  const reader = new BoneReader(log);
  const turn = turnFor(version);
  const rotations: Partial<Record<HumanoidBone, Quaternion>> = {};
  let moved: Vec3 = ZERO;
  for (const [bone, entry] of reader.readBones(readDocument(input, fileName))) {
    const rotation = reader.readRotation(bone, entry);
    const position = reader.readPosition(bone, entry);
    if (rotation) rotations[bone] = turn(rotation);
    if (position && bone === 'hips') moved = turn(position);
    else if (position?.some((part) => part !== 0))
      losses.add({ kind: 'DROPPED', what: `${bone}.position`, reason: 'only the hips of a humanoid move' });
  }
  const person = { hips: addVectors(DEFAULT_PROPORTIONS.hips, moved), rotations };
  return { person, problems: log.problems, problemCount: log.count, report: losses.toReport('vrm-pose', 'spatial') };
}

/**
 * Writes three-vrm's pose JSON, for `setNormalizedPose`.
 * @throws PoseError INVALID_POSE.
 */
export function formatVrmPose(
  person: SpatialPerson,
  { version = '1.0' }: VrmPoseOptions = {},
): { text: string; report: ConversionReport } {
  assertSpatialPose({ people: [person] });
  const losses = new ConversionLossLog();
  const turn = turnFor(version);
  const rest = getOffset(person, 'hips');
  const moved = subtractVectors(person.hips, rest);
  const error = Math.max(...subtractVectors(addVectors(DEFAULT_PROPORTIONS.hips, moved), person.hips).map(Math.abs));
  if (person.proportions)
    losses.add({
      kind: 'DROPPED',
      what: 'proportions',
      reason: 'a VRM pose is for any model; the hips move against their own rest',
    });
  else if (error > 0)
    losses.add({
      kind: 'PRECISION',
      what: 'hips',
      bound: error,
      unit: 'metres',
      reason: 'kept as a difference from the rest',
    });
  const bones = HUMANOID_BONES.flatMap((bone) => {
    const rotation = person.rotations[bone];
    const entry = {
      ...(bone === 'hips' && { position: [...turn(moved)] }),
      ...(rotation && { rotation: [...turn(rotation)] }),
    };
    return Object.keys(entry).length > 0 ? [[bone, entry] as const] : [];
  });
  return { text: formatJson(Object.fromEntries(bones)), report: losses.toReport('spatial', 'vrm-pose') };
}
