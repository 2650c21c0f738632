import { fitOrbitCamera } from '../spatial/camera.js';
import { sampleClip } from '../spatial/clip.js';
import { isHumanoidBone } from '../spatial/humanoid.js';
import { projectSpatialPose } from '../spatial/project-spatial-pose.js';
import { type SpatialClip } from '../spatial/types.js';
import { type CanvasSize, type Pose, type SkeletonName } from '../types.js';
import { type ConversionLoss, type ConversionReport, createConversionReport } from './conversion-report.js';
import { isObject } from './file-record.js';
import { type JsonValue } from './json-reader.js';
import { parseSpatialFile, type SpatialFormat } from './parse-spatial-file.js';
import { type PoseProblem } from './problems.js';

export interface SpatialPosesOptions {
  /** Named in every problem and error; poses are called after it. */
  readonly fileName: string;
  /** Of the pictures that the poses are seen in. Default 512 x 512. */
  readonly canvas?: CanvasSize;
  /** Of the people in these pictures. Default coco17. */
  readonly skeleton?: SkeletonName;
  /** A clip becomes a pose at its beginning and each so many seconds later. Default 0.5, and longer where they would be too many. */
  readonly everySeconds?: number;
}

export interface SpatialPoses {
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

/** Whether JSON is a glTF scene, or a pose of three-vrm. */
export function isSpatialJson(value: JsonValue): boolean {
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  return isObject(value.asset) || (names.length > 0 && names.every(isHumanoidBone));
}

/** The moments from one time to another that become poses, seconds. */
export function chooseMoments(
  first: number,
  last: number,
  { everySeconds = EVERY_SECONDS }: SpatialPosesOptions,
  most = MAX_POSES,
): number[] {
  const every = Math.max(everySeconds, (last - first) / Math.max(1, most - 1));
  const count = Math.min(most, Math.floor((last - first) / every + 1e-3) + 1);
  return Array.from({ length: count }, (_, index) => first + index * every);
}

function stripEnding(fileName: string): string {
  return fileName.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
}

/** A moment of a clip, seen from the front. */
export function seePose(clip: SpatialClip, time: number, name: string, options: SpatialPosesOptions): Pose {
  const { canvas: { width, height } = CANVAS, skeleton } = options;
  const people = [sampleClip(clip, time)];
  const camera = fitOrbitCamera({ people }, { name: 'front', aspect: width / height });
  const spatial = { people, cameras: [camera] };
  const pose = projectSpatialPose(spatial, camera, { width, height, ...(skeleton && { skeleton }) });
  return { ...pose, name };
}

/** What the pose of a moment is called. */
export function nameMoment(time: number, moments: readonly number[], fileName: string, clipName?: string): string {
  const title = [stripEnding(fileName), clipName].filter(Boolean).join(' ');
  return moments.length === 1 ? title : `${title} ${time.toFixed(2)} s`;
}

function seeClip(clip: SpatialClip, most: number, options: SpatialPosesOptions): Pose[] {
  const moments = chooseMoments(clip.frames[0]!.time, clip.frames.at(-1)!.time, options, most);
  return moments.map((time) => seePose(clip, time, nameMoment(time, moments, options.fileName, clip.name), options));
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
export function readSpatialPoses(bytes: Uint8Array, options: SpatialPosesOptions): SpatialPoses {
  const { clips, report, ...rest } = parseSpatialFile(bytes, options);
  const most = Math.max(1, Math.floor(MAX_POSES / clips.length));
  const poses = clips.slice(0, MAX_POSES).flatMap((clip) => seeClip(clip, most, options));
  return { ...rest, poses, report: reportMoments(report, countFrames(clips), poses.length) };
}

/** A report with what was between the moments. */
export function reportMoments({ from, losses }: ConversionReport, frames: number, poses: number): ConversionReport {
  const between: ConversionLoss = {
    kind: 'DROPPED',
    what: 'frames[]',
    count: Math.max(0, frames - poses),
    reason: 'a clip becomes poses at some of its moments',
  };
  return createConversionReport(from, 'poses', [...losses, between]);
}
