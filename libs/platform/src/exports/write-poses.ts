import { ConversionLossLog, type ConversionReport, messageOf, PoseError } from '@contrapposto/pose';
import { UniqueNames } from '../import/unique-names.js';
import {
  type ExportFormat,
  getPoseWriter,
  type PoseToWrite,
  type WriterOptions,
  type WrittenFile,
} from './pose-writers.js';

export interface PosesToWrite {
  readonly format: ExportFormat;
  readonly options: WriterOptions;
  readonly poses: readonly PoseToWrite[];
}

/** Files and what was lost, or why a pose cannot be told in that format: values alone, which may go from thread to thread. */
export type WriteOutcome =
  | { readonly files: readonly WrittenFile[]; readonly report: ConversionReport }
  | { readonly refusal: string; readonly pose: number };

/** Writes poses in a format. Never throws for what is in them. */
export function writePoses({ format, options, poses }: PosesToWrite): WriteOutcome {
  const { ending, mediaType, writeAll, writeOne } = getPoseWriter(format);
  const names = new UniqueNames([]);
  const files: WrittenFile[] = [];
  const log = new ConversionLossLog();
  let pose = 0;
  const add = (name: string, { content, report }: ReturnType<NonNullable<typeof writeOne>>) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    files.push({ name: names.take(name) + ending, mediaType, bytes });
    for (const loss of report.losses) log.add(loss);
    return report;
  };
  try {
    if (writeAll) return { report: add('poses', writeAll(poses)), files };
    for (; pose < poses.length; pose += 1) add(toFileName(poses[pose]!.name), writeOne!(poses[pose]!, options));
  } catch (error) {
    if (!(error instanceof PoseError)) throw error;
    return { refusal: messageOf(error), pose };
  }
  return { files, report: log.toReport(listSkeletons(poses), format.toLowerCase()) };
}

const LONGEST_NAME = 100;

/** What every file system takes. */
function toFileName(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what has to go
  const plain = name.replace(/[\0-\x1f\x7f<>:"/\\|?*]+/g, '_').replace(/^[. ]+|[. ]+$/g, '');
  return plain.slice(0, LONGEST_NAME).trim() || 'pose';
}

function listSkeletons(poses: readonly PoseToWrite[]): string {
  return [...new Set(poses.map(({ pose }) => pose.skeleton))].join(', ');
}
