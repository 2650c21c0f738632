import {
  type ConversionReport,
  type FormattedContent,
  createConversionReport,
  formatHumansdPose,
  formatPoseFile,
  formatSpatialPose,
  getRendererProfile,
  type Pose,
  renderSkeleton,
  renderSkeletonSvg,
  type WritablePoseFormat,
  type WritableSpatialFormat,
} from '@contrapposto/pose';
import type { LicenceTerms } from '../library/licence-terms.js';
import { encodePng } from './encode-png.js';
import { writeCoco } from './write-coco.js';

/** A pose to be written, with the terms that go with it. */
export interface PoseToWrite {
  /** Of the pose, and so of its file where it has one of its own. */
  readonly name: string;
  readonly pose: Pose;
  readonly terms: LicenceTerms;
}

export interface WriterOptions {
  /** How PNG skeletons are drawn. */
  readonly rendererProfile: string;
}

export interface WrittenFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What poses become. */
export type Written = FormattedContent;

interface PoseWriter {
  /** Of the files' names, with the dot. */
  readonly ending: string;
  readonly mediaType: string;
  /** All poses in one file. */
  readonly writeAll?: (poses: readonly PoseToWrite[]) => Written;
  /** A file of each, or of each of its people. */
  readonly writeOne?: (pose: PoseToWrite, options: WriterOptions) => readonly Written[];
}

/** Every format in which poses can be taken out. */
const POSE_WRITERS = {
  COCO: { ending: '.json', mediaType: 'application/json', writeAll: writeCoco },
  OPENPOSE: inText('openpose', '_keypoints.json'),
  CONTROLNET: inText('controlnet', '.json'),
  DWPOSE: inText('dwpose', '.json'),
  MMPOSE: inText('mmpose', '.json'),
  YOLO_POSE: inText('yolo-pose', '.txt', 'text/plain; charset=utf-8'),
  HUMANSD: { ending: '.npz', mediaType: 'application/octet-stream', writeOne: writeHumansd },
  BVH: inSpace('bvh', '.bvh', 'text/plain; charset=utf-8'),
  GLB: inSpace('glb', '.glb', 'model/gltf-binary'),
  VRMA: inSpace('vrma', '.vrma', 'model/gltf-binary'),
  VRM_POSE: inSpace('vrm-pose', '.json', 'application/json'),
  PNG: { ending: '.png', mediaType: 'image/png', writeOne: drawPng },
  SVG: { ending: '.svg', mediaType: 'image/svg+xml', writeOne: drawSvg },
} satisfies Readonly<Record<string, PoseWriter>>;

export type ExportFormat = keyof typeof POSE_WRITERS;

export const EXPORT_FORMATS = Object.keys(POSE_WRITERS) as readonly ExportFormat[];

export function getPoseWriter(format: ExportFormat): PoseWriter {
  return POSE_WRITERS[format];
}

/** A format of libs/pose that keeps one picture a file. */
function inText(format: WritablePoseFormat, ending: string, mediaType = 'application/json'): PoseWriter {
  const writeOne = ({ name, pose }: PoseToWrite): Written[] => {
    const { files, report } = formatPoseFile([{ ...pose, name }], format);
    return files.map(({ text }) => ({ content: text, report }));
  };
  return { ending, mediaType, writeOne };
}

/** A format of three dimensions, a person a file. */
function inSpace(format: WritableSpatialFormat, ending: string, mediaType: string): PoseWriter {
  return { ending, mediaType, writeOne: ({ pose, name }) => formatSpatialPose(pose, format, name) };
}

function writeHumansd({ pose }: PoseToWrite): Written[] {
  const { bytes, report } = formatHumansdPose(pose);
  return [{ content: bytes, report }];
}

function drawPng({ pose }: PoseToWrite, { rendererProfile }: WriterOptions): Written[] {
  const content = encodePng(renderSkeleton(pose, getRendererProfile(rendererProfile)));
  return [{ content, report: reportDrawing(pose, 'png') }];
}

function drawSvg({ pose, name }: PoseToWrite): Written[] {
  return [{ content: renderSkeletonSvg(pose, { title: name }), report: reportDrawing(pose, 'svg') }];
}

/** A drawing is read by people and models, and by no program of ours: of the numbers nothing comes back. */
function reportDrawing({ skeleton, people }: Pose, to: string): ConversionReport {
  const reason = 'a drawing shows joints, and holds none of their numbers';
  return createConversionReport(skeleton, to, [{ kind: 'DROPPED', what: 'people', count: people.length, reason }]);
}
