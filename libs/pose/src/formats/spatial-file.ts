import { fitOrbitCamera } from '../spatial/camera.js';
import { sampleClip, toClip } from '../spatial/clip.js';
import { isHumanoidBone } from '../spatial/humanoid.js';
import { projectSpatialPose } from '../spatial/project-spatial-pose.js';
import { type SpatialClip } from '../spatial/types.js';
import { type CanvasSize, type Pose, type SkeletonName } from '../types.js';
import { parseBvh } from './bvh/parse-bvh.js';
import { type ConversionLoss, type ConversionReport, createConversionReport } from './conversion-report.js';
import { isObject } from './file-record.js';
import { looksLikeGlb } from './gltf/glb-container.js';
import { parseGltf } from './gltf/parse-gltf.js';
import { type JsonValue } from './json-reader.js';
import { type PoseProblem } from './problems.js';
import { encodeUtf8 } from './utf8.js';
import { parseVrmPose } from './vrm/vrm-pose.js';

export type SpatialFormat = 'bvh' | 'gltf' | 'vrm-pose';

export interface SpatialFileOptions {
  /** Named in every problem and error; poses are called after it. */
  readonly fileName: string;
  /** Of the pictures that the poses are seen in. Default 512 x 512. */
  readonly canvas?: CanvasSize;
  /** Of the people in these pictures. Default coco17. */
  readonly skeleton?: SkeletonName;
  /** A clip becomes a pose at its beginning and each so many seconds later. Default 0.5, and longer where they would be too many. */
  readonly everySeconds?: number;
  readonly limits?: { readonly maxBytes?: number; readonly maxProblems?: number };
}

export interface SpatialFileContents {
  readonly format: SpatialFormat;
  readonly poses: readonly Pose[];
  readonly problems: readonly PoseProblem[];
  readonly problemCount: number;
  readonly report: ConversionReport;
}

const CANVAS: CanvasSize = { width: 512, height: 512 };
const EVERY_SECONDS = 0.5;
/** Of one file: enough to choose from, and no library full of one walk. */
const MAX_POSES = 240;

/** What a file in three dimensions holds, whatever its format: people in motion, or standing still. */
type Scene = Omit<SpatialFileContents, 'format' | 'poses'> & { readonly clips: readonly SpatialClip[] };

const HIERARCHY = encodeUtf8('HIERARCHY');
const BLANKS: ReadonlySet<number | undefined> = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);

function looksLikeBvh(bytes: Uint8Array): boolean {
  let start = 0;
  while (start < 64 && BLANKS.has(bytes[start])) start += 1;
  return HIERARCHY.every((letter, index) => bytes[start + index] === letter);
}

/** BVH and GLB say what they are in their first bytes. */
export function detectSpatialBytes(bytes: Uint8Array): SpatialFormat | undefined {
  if (looksLikeBvh(bytes)) return 'bvh';
  return looksLikeGlb(bytes) ? 'gltf' : undefined;
}

/** JSON that is a glTF scene, or a pose of three-vrm. */
export function detectSpatialJson(value: JsonValue): SpatialFormat | undefined {
  if (!isObject(value)) return undefined;
  if (isObject(value.asset)) return 'gltf';
  const names = Object.keys(value);
  return names.length > 0 && names.every(isHumanoidBone) ? 'vrm-pose' : undefined;
}

const READERS: Readonly<Record<SpatialFormat, (bytes: Uint8Array, options: SpatialFileOptions) => Scene>> = {
  bvh: (bytes, options) => {
    const { clip, problems, problemCount, report } = parseBvh(bytes, options);
    return { clips: [clip], problems, problemCount, report };
  },
  gltf: (bytes, options) => {
    const { clips, rest, problems, problemCount, report } = parseGltf(bytes, options);
    return {
      clips: clips.length > 0 ? clips : [toClip({ people: [rest], cameras: [] })],
      problems,
      problemCount,
      report,
    };
  },
  'vrm-pose': (bytes, options) => {
    const { person, problems, problemCount, report } = parseVrmPose(bytes, options);
    return { clips: [toClip({ people: [person], cameras: [] })], problems, problemCount, report };
  },
};

/** The moments of a clip that become poses, seconds. */
function chooseMoments({ frames }: SpatialClip, everySeconds: number, most: number): number[] {
  const [first, last] = [frames[0]!.time, frames.at(-1)!.time];
  const every = Math.max(everySeconds, (last - first) / Math.max(1, most - 1));
  const count = Math.min(most, Math.floor((last - first) / every + 1e-6) + 1);
  return Array.from({ length: count }, (_, index) => first + index * every);
}

function stripEnding(fileName: string): string {
  return fileName.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
}

function seePose(clip: SpatialClip, time: number, name: string, options: SpatialFileOptions): Pose {
  const { canvas: { width, height } = CANVAS, skeleton } = options;
  const people = [sampleClip(clip, time)];
  const camera = fitOrbitCamera({ people }, { name: 'front', aspect: width / height });
  const spatial = { people, cameras: [camera] };
  const pose = projectSpatialPose(spatial, camera, { width, height, ...(skeleton && { skeleton }) });
  return { ...pose, name };
}

function seeClip(clip: SpatialClip, most: number, options: SpatialFileOptions): Pose[] {
  const title = [stripEnding(options.fileName), clip.name].filter(Boolean).join(' ');
  const moments = chooseMoments(clip, options.everySeconds ?? EVERY_SECONDS, most);
  const nameAt = (time: number) => (moments.length === 1 ? title : `${title} ${time.toFixed(2)} s`);
  return moments.map((time) => seePose(clip, time, nameAt(time), options));
}

function countFrames(clips: readonly SpatialClip[]): number {
  return clips.reduce((total, { frames }) => total + frames.length, 0);
}

/**
 * Reads BVH, glTF, VRM, VRM animations and poses of three-vrm as poses: moments of their clips, each with the person in three
 * dimensions, and seen from the front. What was between the moments is told in the report.
 *
 * @throws PoseError INVALID_FILE, INVALID_JSON, LIMIT_EXCEEDED, INVALID_CANVAS, UNKNOWN_SKELETON.
 */
export function readSpatialFile(
  format: SpatialFormat,
  bytes: Uint8Array,
  options: SpatialFileOptions,
): SpatialFileContents {
  const { clips, report, ...rest } = READERS[format](bytes, options);
  const most = Math.max(1, Math.floor(MAX_POSES / clips.length));
  const poses = clips.slice(0, MAX_POSES).flatMap((clip) => seeClip(clip, most, options));
  const between: ConversionLoss = {
    kind: 'DROPPED',
    what: 'frames[]',
    count: Math.max(0, countFrames(clips) - poses.length),
    reason: 'a clip becomes poses at some of its moments',
  };
  return { format, ...rest, poses, report: createConversionReport(report.from, 'poses', [...report.losses, between]) };
}
