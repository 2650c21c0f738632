export type PoseProblemCode =
  | 'MISSING_FIELD'
  | 'WRONG_TYPE'
  | 'WRONG_LENGTH'
  | 'NOT_FINITE'
  | 'OUT_OF_RANGE'
  | 'DUPLICATE_ID'
  | 'MISSING_IMAGE'
  | 'COUNT_MISMATCH'
  | 'KEYPOINTS_DISAGREE'
  | 'UNKNOWN_CATEGORY'
  | 'UNKNOWN_KEYPOINTS'
  | 'UNKNOWN_CANVAS'
  | 'ASSUMED_UNIT'
  | 'ZERO_BASED_LIMBS'
  | 'MISSING_BONE'
  | 'UNKNOWN_AXES'
  | 'UNKNOWN_UNIT'
  | 'BROKEN_REFERENCE'
  | 'UNSUPPORTED';

/** Something in a file that is not as it should be. `error`: something was left out. `warning`: it was read all the same. */
export interface PoseProblem {
  readonly code: PoseProblemCode;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly record: 'file' | 'image' | 'annotation' | 'category' | 'joint' | 'frame' | 'animation';
  /** Position in the record's list. */
  readonly index: number | null;
  /** The record's id where it has a usable one. */
  readonly id: string | null;
  /** The image that the record belongs to, or is, once that is known. */
  readonly imageId: string | null;
  /** Dotted path within the record. */
  readonly field: string;
  readonly expected: string;
  readonly got: string;
  /** All of it as one sentence. */
  readonly message: string;
}

export type PoseProblemDetails = Pick<PoseProblem, 'code' | 'severity' | 'field' | 'expected'> & { got: unknown };

type ProblemPlace = Pick<PoseProblem, 'record' | 'index' | 'id'> & { readonly imageId?: string | null };

const MAX_SHOWN = 80;

/** A value as a person may read it in one line. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `an object of ${Object.keys(value).length} fields`;
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}

/** Collects problems up to a limit, and counts them all. */
export class ProblemLog {
  readonly problems: PoseProblem[] = [];
  count = 0;

  constructor(
    readonly file: string,
    private readonly limit: number,
  ) {}

  add(where: ProblemPlace, details: PoseProblemDetails): void {
    this.count++;
    if (this.problems.length >= this.limit) return;
    const got = typeof details.got === 'string' ? details.got : describeValue(details.got);
    const name = where.id === null ? (where.index === null ? '' : ` at index ${where.index}`) : ` ${where.id}`;
    const place = where.record === 'file' ? this.file : `${this.file}, ${where.record}${name}`;
    const message = `Expected ${details.expected}, got ${got} (${place}, ${details.field}).`;
    this.problems.push({ ...details, got, file: this.file, imageId: null, ...where, message });
  }
}
