import { suggest } from '@contrapposto/pose';

/** Reads fields out of an object that came from outside, each with the kind and range that it must have. */
export interface CheckedReader {
  /** Every method throws what `createReader` was told to make, unless the value fits. `fallback` stands in for an absent one. */
  number(key: string, range: Range, fallback?: number): number;
  flag(key: string, fallback?: boolean): boolean;
  choice<T extends string>(key: string, choices: readonly T[], fallback?: T): T;
  /** Well-formed Unicode of at most `longest` UTF-16 units. */
  text(key: string, longest: number, fallback?: string): string;
}

export interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

/** Makes the error of one bad field. `got` is the value as it came; `hint` what to do, or nothing. */
export type Complaint = (key: string, expected: string, got: unknown, hint: string) => Error;

const LONE_SURROGATE = /\p{Surrogate}/u;

export function createReader(record: Readonly<Record<string, unknown>>, complain: Complaint): CheckedReader {
  const valueOf = (key: string, fallback: unknown): unknown =>
    (Object.hasOwn(record, key) ? record[key] : fallback) ?? fallback;
  return {
    number(key, range, fallback) {
      const value = valueOf(key, fallback);
      if (typeof value === 'number' && isWithin(value, range)) return value;
      throw complain(key, describeRange(range), value, '');
    },
    flag(key, fallback) {
      const value = valueOf(key, fallback);
      if (typeof value === 'boolean') return value;
      throw complain(key, 'true or false', value, '');
    },
    choice(key, choices, fallback) {
      const value = valueOf(key, fallback);
      const choice = choices.find((candidate) => candidate === value);
      if (choice !== undefined) return choice;
      throw complain(
        key,
        `one of ${choices.join(', ')}`,
        value,
        typeof value === 'string' ? suggest(value, choices) : '',
      );
    },
    text(key, longest, fallback) {
      const value = valueOf(key, fallback);
      const fits = typeof value === 'string' && value.length <= longest && !LONE_SURROGATE.test(value);
      if (fits) return value;
      throw complain(key, `well-formed text of at most ${String(longest)} characters`, value, '');
    },
  };
}

/** A value for a message: JSON, cut where it is long. */
export function quote(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Whether this is a plain object: not null, not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWithin(value: number, { least, most, whole = false }: Range): boolean {
  return value >= least && value <= most && (!whole || Number.isInteger(value));
}

function describeRange({ least, most, whole = false }: Range): string {
  return `a ${whole ? 'whole ' : ''}number in ${String(least)}..${String(most)}`;
}
