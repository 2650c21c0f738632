import { type JsonObject, type JsonValue, setField } from './json-reader.js';
import { describeValue, type PoseProblem, type PoseProblemDetails, type ProblemLog } from './problems.js';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** One record of a file, with a voice: what is wrong in it is reported under its place and id. */
export class FileRecord {
  id: string | null = null;
  imageId: string | null = null;

  constructor(
    readonly fields: JsonObject,
    private readonly log: ProblemLog,
    private readonly kind: PoseProblem['record'],
    private readonly index: number,
  ) {}

  report(details: PoseProblemDetails): void {
    this.log.add({ record: this.kind, index: this.index, id: this.id, imageId: this.imageId }, details);
  }

  /** An id: an integer of any size, or, with a warning, text. Undefined and reported for anything else. */
  readId(field: string): string | undefined {
    const value = this.fields[field];
    if (typeof value === 'bigint' || Number.isInteger(value)) return BigInt(value as number | bigint).toString();
    const isText = typeof value === 'string' && value !== '';
    this.report({
      code: value === undefined ? 'MISSING_FIELD' : 'WRONG_TYPE',
      severity: isText ? 'warning' : 'error',
      field,
      expected: 'an integer',
      got: describeValue(value),
    });
    return isText ? value : undefined;
  }

  /** A finite number for which `accept` holds; undefined where absent, or reported as left out. */
  readNumber(field: string, expected: string, accept: (value: number) => boolean): number | undefined {
    const value = this.fields[field];
    if (value === undefined || (isFiniteNumber(value) && accept(value))) return value;
    this.report({ code: codeOf(value), severity: 'error', field, expected, got: describeValue(value) });
    return undefined;
  }

  /**
   * The fields that no reader took, as they are, or undefined where there are none. JSON has no word for NaN and infinity:
   * such numbers become null and are reported.
   */
  readExtra(taken: ReadonlySet<string>, mayHoldNonFinite: boolean): Record<string, JsonValue> | undefined {
    let extra: JsonObject | undefined;
    for (const name of Object.keys(this.fields)) {
      if (taken.has(name)) continue;
      const value = this.fields[name] as JsonValue;
      setField((extra ??= {}), name, mayHoldNonFinite ? this.replaceNonFinite(value, name) : value);
    }
    return extra;
  }

  private replaceNonFinite(value: JsonValue, path: string): JsonValue {
    if (Array.isArray(value)) return value.map((item, index) => this.replaceNonFinite(item, `${path}[${index}]`));
    if (isObject(value)) {
      const copy: JsonObject = {};
      for (const [name, item] of Object.entries(value))
        setField(copy, name, this.replaceNonFinite(item, `${path}.${name}`));
      return copy;
    }
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    this.report({
      code: 'NOT_FINITE',
      severity: 'error',
      field: path,
      expected: 'a finite number',
      got: String(value),
    });
    return null;
  }
}

/** The problem that a value which should be a number has. */
export function codeOf(value: unknown): 'MISSING_FIELD' | 'NOT_FINITE' | 'OUT_OF_RANGE' | 'WRONG_TYPE' {
  if (value === undefined) return 'MISSING_FIELD';
  if (typeof value === 'bigint') return 'OUT_OF_RANGE';
  if (typeof value !== 'number') return 'WRONG_TYPE';
  return Number.isFinite(value) ? 'OUT_OF_RANGE' : 'NOT_FINITE';
}
