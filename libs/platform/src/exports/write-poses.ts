import { ConversionLossLog, type ConversionReport, messageOf, PoseError } from '@contrapposto/pose';
import { UniqueNames } from '../import/unique-names.js';
import {
  type ExportFormat,
  getPoseWriter,
  type PoseToWrite,
  type WriterOptions,
  type Written,
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
  const { writeAll, writeOne } = getPoseWriter(format);
  const files = new FileList(format);
  let pose = 0;
  try {
    if (writeAll) files.add('poses', writeAll(poses));
    else
      for (; pose < poses.length; pose += 1)
        for (const written of writeOne!(poses[pose]!, options)) files.add(toFileName(poses[pose]!.name), written);
  } catch (error) {
    if (!(error instanceof PoseError)) throw error;
    return { refusal: messageOf(error), pose };
  }
  const skeletons = [...new Set(poses.map((item) => item.pose.skeleton))];
  return { files: files.all, report: files.toReport(skeletons.join(', ')) };
}

/** Names each file once, and gathers what was lost in all of them. */
class FileList {
  readonly all: WrittenFile[] = [];
  private readonly names = new UniqueNames([]);
  private readonly losses = new ConversionLossLog();

  constructor(private readonly format: ExportFormat) {}

  add(base: string, { content, report }: Written): void {
    const { ending, mediaType } = getPoseWriter(this.format);
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.all.push({ name: this.names.take(base) + ending, mediaType, bytes });
    for (const loss of report.losses) this.losses.add(loss);
  }

  toReport(from: string): ConversionReport {
    return this.losses.toReport(from, this.format.toLowerCase().replaceAll('_', '-'));
  }
}

const LONGEST_NAME = 100;

/** What every file system takes. */
function toFileName(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what has to go
  const plain = name.replace(/[\0-\x1f\x7f<>:"/\\|?*]+/g, '_').replace(/^[. ]+|[. ]+$/g, '');
  return plain.slice(0, LONGEST_NAME).trim() || 'pose';
}
