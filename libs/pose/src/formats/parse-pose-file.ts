import { PoseError } from '../errors.js';
import { isLabelled } from '../keypoint.js';
import { type CanvasSize, type Pose, type SkeletonName } from '../types.js';
import { type CocoCategory } from './coco-categories.js';
import { type ConversionReport } from './conversion-report.js';
import { isObject } from './file-record.js';
import { parseHumansdPose } from './humansd/parse-humansd-pose.js';
import { type JsonDocument, parseJson } from './json-reader.js';
import { type CocoContents, type CocoEnvelope, looksLikeCoco, parseCoco } from './parse-coco.js';
import { looksLikeNumpy } from './numpy/npz.js';
import { looksLikeCocoResults, parseCocoResults } from './parse-coco-results.js';
import { looksLikeControlNet, parseControlNet } from './parse-controlnet.js';
import { looksLikeDwpose, parseDwpose } from './parse-dwpose.js';
import { looksLikeMmpose, parseMmpose } from './parse-mmpose.js';
import { looksLikeOpenPose, parseOpenPose } from './parse-openpose.js';
import { looksLikeYoloPose, parseYoloPose } from './parse-yolo-pose.js';
import { detectSpatialFormat, type SpatialFormat } from './parse-spatial-file.js';
import { createPoseFileContext, type PoseFileContext } from './pose-file-context.js';
import { type PoseProblem, ProblemLog } from './problems.js';
import { isSpatialJson, readSpatialPoses } from './read-spatial-poses.js';
import { decodeUtf8, encodeUtf8 } from './utf8.js';

export type PoseFormat =
  | 'coco'
  | 'humanart'
  | 'coco-results'
  | 'openpose'
  | 'controlnet'
  | 'dwpose'
  | 'mmpose'
  | 'yolo-pose'
  | 'humansd-npz'
  | SpatialFormat;

export interface PoseFileLimits {
  /** Size of the file. Default 512 MiB. */
  readonly maxBytes: number;
  /** Nesting of lists and objects. Default 64. */
  readonly maxDepth: number;
  /** Lists and objects in all, the measure of memory beside bytes. Default 5 million. */
  readonly maxContainers: number;
  /** Problems described one by one; beyond it they are only counted. Default 1000. */
  readonly maxProblems: number;
}

export const DEFAULT_POSE_FILE_LIMITS: PoseFileLimits = {
  maxBytes: 512 * 2 ** 20,
  maxDepth: 64,
  maxContainers: 5_000_000,
  maxProblems: 1000,
};

export interface ParsePoseFileOptions {
  /** Named in every problem and error. */
  readonly fileName: string;
  /** Size of the pictures, for formats that do not say: result lists, OpenPose, DWPose, MMPose, YOLO, and all in three dimensions. */
  readonly canvas?: CanvasSize;
  /** How people in three dimensions are seen. Default coco17. */
  readonly skeleton?: SkeletonName;
  /** Seconds from one pose of a clip to the next. Default 0.5. */
  readonly everySeconds?: number;
  readonly limits?: Partial<PoseFileLimits>;
}

export interface PoseFileSummary {
  readonly images: number;
  readonly imagesWithoutPeople: number;
  readonly people: number;
  readonly peopleWithoutKeypoints: number;
  readonly crowds: number;
}

export interface ParsedPoseFile {
  readonly format: PoseFormat;
  /** One per image, in the file's order, also those without people. */
  readonly poses: readonly Pose[];
  /** The first `maxProblems`. */
  readonly problems: readonly PoseProblem[];
  /** All of them. */
  readonly problemCount: number;
  readonly summary: PoseFileSummary;
  /** What became of the file's contents on the way into poses; what was unusable is among the problems instead. */
  readonly report: ConversionReport;
  /** What else the file held, for `formatCocoKeypoints`; null for formats without it. */
  readonly envelope: CocoEnvelope | null;
  readonly categories: readonly CocoCategory[];
}

export type PoseFileInput = string | Uint8Array | readonly Uint8Array[];

function joinChunks(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}

function countBytes(input: PoseFileInput): number {
  if (typeof input === 'string' || input instanceof Uint8Array) return input.length;
  return input.reduce((total, chunk) => total + chunk.length, 0);
}

/** @throws PoseError LIMIT_EXCEEDED before anything is copied. */
function toBytes(input: PoseFileInput, maxBytes: number, fileName: string): Uint8Array {
  const size = countBytes(input);
  if (size > maxBytes)
    throw new PoseError(
      'LIMIT_EXCEEDED',
      `Expected at most ${maxBytes} bytes, got ${size} (${fileName}). Split the file.`,
    );
  if (typeof input === 'string') return encodeUtf8(input);
  return input instanceof Uint8Array ? input : joinChunks(input);
}

function summarize(poses: readonly Pose[]): PoseFileSummary {
  const people = poses.flatMap((pose) => pose.people);
  return {
    images: poses.length,
    imagesWithoutPeople: poses.filter((pose) => pose.people.length === 0).length,
    people: people.length,
    peopleWithoutKeypoints: people.filter((person) => !person.keypoints.some((joint) => isLabelled(joint))).length,
    crowds: people.filter((person) => person.crowd).length,
  };
}

function refuse({ value }: JsonDocument, fileName: string): never {
  const got = isObject(value)
    ? `an object with ${Object.keys(value).slice(0, 8).join(', ') || 'no fields'}`
    : Array.isArray(value)
      ? `a list of ${value.length}`
      : JSON.stringify(value);
  throw new PoseError(
    'UNKNOWN_FORMAT',
    `Expected COCO or Human-Art keypoints, a COCO result list, OpenPose's or ControlNet's people, DWPose's bodies, MMPose's ` +
      `instances, YOLO pose labels, BVH, glTF or a VRM pose, got ${got} (${fileName}).`,
  );
}

type PoseFileContents = Pick<CocoContents, 'poses' | 'categories'> & {
  readonly format: PoseFormat;
  readonly envelope: CocoEnvelope | null;
};

function contentsOf(format: PoseFormat, poses: Pose[]): PoseFileContents {
  return { format, poses, envelope: null, categories: [] };
}

function readJson(document: JsonDocument, context: PoseFileContext): PoseFileContents {
  const { value } = document;
  const { log, losses, canvas, mayHoldNonFinite } = context;
  if (looksLikeCoco(value)) return parseCoco(value, log, mayHoldNonFinite);
  if (looksLikeCocoResults(value))
    return contentsOf('coco-results', parseCocoResults(value, log, losses, mayHoldNonFinite, canvas));
  if (looksLikeControlNet(value)) return contentsOf('controlnet', parseControlNet(value, context));
  if (looksLikeOpenPose(value)) return contentsOf('openpose', parseOpenPose(value, context));
  if (looksLikeDwpose(value)) return contentsOf('dwpose', parseDwpose(value, context));
  if (looksLikeMmpose(value)) return contentsOf('mmpose', parseMmpose(value, context));
  return refuse(document, log.file);
}

/** What JSON is a scene is told by all of it: a word in its first lines may be anything. */
function looksLikeJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*[[{]/.test(decodeUtf8(bytes.subarray(0, 64)));
}

function readSpatial(bytes: Uint8Array, options: ParsePoseFileOptions): ParsedPoseFile {
  const contents = readSpatialPoses(bytes, options);
  return { ...contents, summary: summarize(contents.poses), envelope: null, categories: [] };
}

function readHumansd(bytes: Uint8Array, options: ParsePoseFileOptions, maxProblems: number): ParsedPoseFile {
  const { pose, problems, problemCount, report } = parseHumansdPose(bytes, { ...options, limits: { maxProblems } });
  const poses = [pose];
  const contents = { format: 'humansd-npz', poses, envelope: null, categories: [] } as const;
  return { ...contents, problems, problemCount, summary: summarize(poses), report };
}

/**
 * Reads people from whatever file of them this package knows, told by its contents: COCO keypoints, Human-Art and COCO result
 * lists, OpenPose's and ControlNet's JSON, DWPose's result, MMPose's predictions, YOLO pose labels, HumanSD's pose files (.npz,
 * .npy), and people in three dimensions (BVH, glTF, VRM, VRM animations, poses of three-vrm), whose clips become poses at some of their
 * moments. A record that cannot be used is left out and reported, and the rest is read; fields that this package does not know stay
 * in `extra`.
 *
 * @param input text, or bytes, whole or in pieces. Bytes need the least memory.
 * @throws PoseError INVALID_JSON with line and column; UNKNOWN_FORMAT; LIMIT_EXCEEDED; INVALID_FILE and UNSAFE_PICKLE of numpy's
 * files.
 */
export function parsePoseFile(input: PoseFileInput, options: ParsePoseFileOptions): ParsedPoseFile {
  const { fileName, canvas } = options;
  const limits = { ...DEFAULT_POSE_FILE_LIMITS, ...options.limits };
  const log = new ProblemLog(fileName, limits.maxProblems);
  const bytes = toBytes(input, limits.maxBytes, fileName);
  if (looksLikeNumpy(bytes)) return readHumansd(bytes, options, limits.maxProblems);
  if (!looksLikeJson(bytes) && detectSpatialFormat(bytes)) return readSpatial(bytes, options);
  if (looksLikeYoloPose(bytes, fileName)) {
    const context = createPoseFileContext(log, canvas);
    return finish(contentsOf('yolo-pose', parseYoloPose(bytes, context)), context);
  }
  const document = parseJson(bytes, limits, fileName);
  if (isSpatialJson(document.value)) return readSpatial(bytes, options);
  const context = createPoseFileContext(log, canvas, document.nonFiniteCount > 0);
  return finish(readJson(document, context), context);
}

function finish(contents: PoseFileContents, { log, losses }: PoseFileContext): ParsedPoseFile {
  return {
    ...contents,
    problems: log.problems,
    problemCount: log.count,
    summary: summarize(contents.poses),
    report: losses.toReport(contents.format, 'poses'),
  };
}
