import { type Pose } from '../../types.js';
import { type ConversionReport } from '../conversion-report.js';
import { type CocoEnvelope } from '../parse-coco.js';
import { type ParsePoseFileOptions, type PoseFormat } from '../parse-pose-file.js';
import { type PoseProblem } from '../problems.js';

export interface PoseStreamProgress {
  /** `index`: the first reading, which finds what belongs together; small files have none. `read`: the one that gives poses. */
  readonly phase: 'index' | 'read';
  /** Of this phase; the second may read some bytes several times. */
  readonly bytesRead: number;
  readonly totalBytes: number;
  readonly posesRead: number;
}

export interface PoseStreamLimits {
  /** Files up to this size are read at once, whatever they are. Default 8 MiB. */
  readonly atOnceBytes: number;
  /** Size of a file of a format that cannot be read piece by piece: all but COCO, Human-Art and BVH. Default 128 MiB. */
  readonly wholeBytes: number;
  /** Problems described one by one; beyond it they are only counted. Default 1000. */
  readonly maxProblems: number;
}

export interface PoseStreamOptions extends Omit<ParsePoseFileOptions, 'limits'> {
  readonly limits?: Partial<PoseStreamLimits>;
  /** After every piece of the source. */
  readonly onProgress?: (progress: PoseStreamProgress) => void;
}

/** A file of poses that is open. */
export interface PoseStream {
  readonly format: PoseFormat;
  /** What a COCO file holds beside images and annotations; null of other formats. */
  readonly envelope: CocoEnvelope | null;
  /** Grow while poses are read. What is wrong with images is known from the beginning. */
  readonly problems: readonly PoseProblem[];
  readonly problemCount: () => number;
  readonly report: ConversionReport;
  /** In the file's order. */
  readPoses(): AsyncGenerator<Pose, void, undefined>;
}
