import type { ConversionReport, PoseFormat, PoseProblem } from '@contrapposto/pose';
import type { Pose } from '../library/poses.js';

/** Something in a file that is not as it should be. ERROR: it was left out. WARNING: it was taken all the same. */
export interface ImportProblem {
  readonly severity: 'ERROR' | 'WARNING';
  /** `image 17`, `annotation 4`; null where it is the file. */
  readonly record: string | null;
  /** Dotted path within the record; null where it is the whole of it. */
  readonly field: string | null;
  readonly message: string;
}

export interface ImportReport {
  readonly format: PoseFormat;
  /** What the way from the file's form into ours did to what it holds. */
  readonly conversion: ConversionReport;
  /** Poses that are in the library now; in a dry run, that would be. */
  readonly taken: number;
  /** Pictures of the file that gave no pose. */
  readonly refused: number;
  /** Of those taken: otherwise than the file has them, by a name made unique, a person left out, a field repaired. */
  readonly changed: number;
  /** Of all that were taken, in the order of the file. Empty in a dry run. */
  readonly poseIds: readonly string[];
  /** The first hundred of them. */
  readonly poses: readonly Pose[];
  /** The first thousand. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
}

/** A problem that libs/pose found. */
export function toImportProblem({ severity, record, index, id, field, message }: PoseProblem): ImportProblem {
  const place = id === null ? (index === null ? '' : ` at index ${index}`) : ` ${id}`;
  return {
    severity: severity === 'error' ? 'ERROR' : 'WARNING',
    record: record === 'file' ? null : `${record}${place}`,
    field: field === '' ? null : field,
    message,
  };
}
