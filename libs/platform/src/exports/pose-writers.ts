import {
  type ConversionReport,
  createConversionReport,
  formatHumansdPose,
  getRendererProfile,
  type Pose,
  renderSkeleton,
  renderSkeletonSvg,
} from '@contrapposto/pose';
import { encodePng } from './encode-png.js';
import type { LicenceNotice } from './licence-notice.js';
import { writeCoco } from './write-coco.js';

/** A pose to be written, with the terms that go with it. */
export interface PoseToWrite {
  /** Of the pose, and so of its file where it has one of its own. */
  readonly name: string;
  readonly pose: Pose;
  readonly notice: LicenceNotice;
}

export interface WriterOptions {
  /** How PNG skeletons are drawn. */
  readonly rendererProfile: string;
}

export interface WrittenFile {
  /** Without a number to tell it from another of its name. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What poses become. */
export interface Written {
  readonly content: string | Uint8Array;
  readonly report: ConversionReport;
}

interface PoseWriter {
  /** With the dot. */
  readonly ending: string;
  readonly mediaType: string;
  /** All poses in one file. */
  readonly writeAll?: (poses: readonly PoseToWrite[]) => Written;
  /** A file each. */
  readonly writeOne?: (pose: PoseToWrite, options: WriterOptions) => Written;
}

/** Every format in which poses can be taken out. */
export const POSE_WRITERS = {
  COCO: { ending: '.json', mediaType: 'application/json', writeAll: writeCoco },
  HUMANSD: {
    ending: '.npz',
    mediaType: 'application/octet-stream',
    writeOne: ({ pose }) => {
      const { bytes, report } = formatHumansdPose(pose);
      return { content: bytes, report };
    },
  },
  PNG: {
    ending: '.png',
    mediaType: 'image/png',
    writeOne: ({ pose }, { rendererProfile }) => {
      const content = encodePng(renderSkeleton(pose, getRendererProfile(rendererProfile)));
      return { content, report: reportDrawing(pose, `png ${rendererProfile}`) };
    },
  },
  SVG: {
    ending: '.svg',
    mediaType: 'image/svg+xml',
    writeOne: ({ pose, name }) => ({
      content: renderSkeletonSvg(pose, { title: name }),
      report: reportDrawing(pose, 'svg'),
    }),
  },
} as const satisfies Readonly<Record<string, PoseWriter>>;

export type ExportFormat = keyof typeof POSE_WRITERS;

export const EXPORT_FORMATS = Object.keys(POSE_WRITERS) as readonly ExportFormat[];

export function getPoseWriter(format: ExportFormat): PoseWriter {
  return POSE_WRITERS[format];
}

/** A drawing is read by people and models, and by no program of ours: of the numbers nothing comes back. */
function reportDrawing({ skeleton, people }: Pose, to: string): ConversionReport {
  const reason = 'a drawing shows joints, and holds none of their numbers';
  return createConversionReport(skeleton, to, [{ kind: 'DROPPED', what: 'people', count: people.length, reason }]);
}
