import { PoseError } from '../errors.js';
import { suggest } from '../near-miss.js';
import { type Pose } from '../types.js';
import { type ConversionReport, ConversionLossLog } from './conversion-report.js';
import { formatCoco } from './format-coco-file.js';
import { formatControlNet, type FormatControlNetOptions } from './format-controlnet.js';
import { formatDwpose } from './format-dwpose.js';
import { formatMmpose } from './format-mmpose.js';
import { formatOpenPose } from './format-openpose.js';
import { formatYoloPose } from './format-yolo-pose.js';
import { type FormattedPoseFile } from './formatted-file.js';
import { type CocoEnvelope } from './parse-coco.js';

export interface FormatPoseFileOptions extends FormatControlNetOptions {
  /** Of COCO: what the file that was read held beside images and annotations. */
  readonly envelope?: CocoEnvelope;
}

type PoseWriter = (pose: Pose, options: FormatPoseFileOptions) => FormattedPoseFile;

/** Formats of one picture a file. */
const SINGLE = {
  openpose: formatOpenPose,
  controlnet: formatControlNet,
  dwpose: formatDwpose,
  mmpose: formatMmpose,
  'yolo-pose': formatYoloPose,
} satisfies Record<string, PoseWriter>;

export type WritablePoseFormat = 'coco' | keyof typeof SINGLE;

/** `coco` becomes Human-Art's superset by itself where a pose has its joints. */
export const WRITABLE_POSE_FORMATS: readonly WritablePoseFormat[] = [
  'coco',
  ...(Object.keys(SINGLE) as (keyof typeof SINGLE)[]),
];

export interface FormattedPoseFiles {
  readonly files: readonly { readonly fileName: string; readonly text: string }[];
  /** Of all files together. */
  readonly report: ConversionReport;
}

/** Two poses of one name cannot be two files of one name. */
function makeUnique(files: readonly FormattedPoseFile[], log: ConversionLossLog): FormattedPoseFile[] {
  const used = new Set<string>();
  const times = new Map<string, number>();
  return files.map((file) => {
    let { fileName } = file;
    while (used.has(fileName.toLowerCase())) {
      const number = (times.get(file.fileName) ?? 1) + 1;
      times.set(file.fileName, number);
      fileName = file.fileName.replace(/(_keypoints)?\.\w+$/, (ending) => `-${number}${ending}`);
    }
    used.add(fileName.toLowerCase());
    if (fileName !== file.fileName)
      log.add({ kind: 'DROPPED', what: 'name', reason: 'an earlier file is called the same' });
    return { ...file, fileName };
  });
}

/**
 * Poses as files of a format that `parsePoseFile` reads: one of all for COCO, else one of each, called after its pose.
 * @throws PoseError UNKNOWN_FORMAT, with the nearest names.
 */
export function formatPoseFile(
  poses: readonly Pose[],
  format: WritablePoseFormat,
  options: FormatPoseFileOptions = {},
): FormattedPoseFiles {
  if (format === 'coco') {
    const { report, ...file } = formatCoco(poses, options.envelope);
    return { files: [file], report };
  }
  const write: PoseWriter | undefined = Object.hasOwn(SINGLE, format) ? SINGLE[format] : undefined;
  if (!write) {
    const hint = suggest(format, WRITABLE_POSE_FORMATS);
    throw new PoseError(
      'UNKNOWN_FORMAT',
      `Expected a format that poses can be written in, got ${JSON.stringify(format)}. ${hint}`,
    );
  }
  const log = new ConversionLossLog();
  const files = makeUnique(
    poses.map((pose) => write(pose, options)),
    log,
  );
  for (const loss of files.flatMap(({ report }) => report.losses)) log.add(loss);
  const from = [...new Set(poses.map(({ skeleton }) => skeleton))].join(', ') || 'poses';
  return { files: files.map(({ fileName, text }) => ({ fileName, text })), report: log.toReport(from, format) };
}
