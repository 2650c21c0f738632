import { PoseError } from '../errors.js';
import { suggest } from '../near-miss.js';
import { type Pose } from '../types.js';
import { ConversionLossLog, type ConversionReport } from './conversion-report.js';
import {
  formatPoseFile,
  type FormatPoseFileOptions,
  WRITABLE_POSE_FORMATS,
  type WritablePoseFormat,
} from './format-pose-file.js';
import {
  type FormattedContent,
  formatSpatialPose,
  WRITABLE_SPATIAL_FORMATS,
  type WritableSpatialFormat,
} from './format-spatial-pose.js';
import { NAMELESS, toFileBase } from './formatted-file.js';
import { formatHumansdPose } from './humansd/format-humansd-pose.js';

export type PoseFileFormat = WritablePoseFormat | WritableSpatialFormat | 'humansd-npz';

/** Every format that poses can be written in. */
export const POSE_FILE_FORMATS: readonly PoseFileFormat[] = [
  ...WRITABLE_POSE_FORMATS,
  'humansd-npz',
  ...WRITABLE_SPATIAL_FORMATS,
];

export interface WrittenPoseFiles {
  readonly files: readonly { readonly fileName: string; readonly content: string | Uint8Array }[];
  /** Of all files together. */
  readonly report: ConversionReport;
}

const ENDINGS: Readonly<Record<WritableSpatialFormat | 'humansd-npz', string>> = {
  'humansd-npz': '.npz',
  bvh: '.bvh',
  glb: '.glb',
  vrma: '.vrma',
  'vrm-pose': '.json',
};

const isText = (format: PoseFileFormat): format is WritablePoseFormat =>
  (WRITABLE_POSE_FORMATS as readonly string[]).includes(format);

/**
 * Poses as files: one of all for COCO, else one of each, or of each of its people where a format holds one. Called after their poses, and
 * never two the same.
 * @throws PoseError UNKNOWN_FORMAT, with the nearest names; INVALID_POSE for a picture where a format is of three dimensions.
 */
export function writePoseFiles(
  poses: readonly Pose[],
  format: PoseFileFormat,
  options: FormatPoseFileOptions = {},
): WrittenPoseFiles {
  if (!POSE_FILE_FORMATS.includes(format))
    throw new PoseError(
      'UNKNOWN_FORMAT',
      `Expected a format that poses can be written in, got ${JSON.stringify(format)}. ${suggest(format, POSE_FILE_FORMATS)}`.trim(),
    );
  if (!isText(format)) return writeContents(poses, format);
  const { files, report } = formatPoseFile(poses, format, options);
  return { files: files.map(({ fileName, text }) => ({ fileName, content: text })), report };
}

function formatContents(pose: Pose, format: WritableSpatialFormat | 'humansd-npz'): FormattedContent[] {
  if (format !== 'humansd-npz') return formatSpatialPose(pose, format);
  const { bytes, report } = formatHumansdPose(pose);
  return [{ content: bytes, report }];
}

function writeContents(poses: readonly Pose[], format: WritableSpatialFormat | 'humansd-npz'): WrittenPoseFiles {
  const losses = new ConversionLossLog();
  const used = new Map<string, number>();
  const files = poses.flatMap((pose) =>
    formatContents(pose, format).map(({ content, report }) => {
      for (const loss of report.losses) losses.add(loss);
      return { fileName: takeName(pose, used) + ENDINGS[format], content };
    }),
  );
  const from = [...new Set(poses.map(({ skeleton }) => skeleton))].join(', ') || 'poses';
  return { files, report: losses.toReport(from, format) };
}

/** The pose's name, with a number behind it from the second time on. File systems may not tell cases apart. */
function takeName({ name = '' }: Pose, used: Map<string, number>): string {
  const base = toFileBase(name) || NAMELESS;
  const times = (used.get(base.toLowerCase()) ?? 0) + 1;
  used.set(base.toLowerCase(), times);
  return times === 1 ? base : `${base}-${times}`;
}
