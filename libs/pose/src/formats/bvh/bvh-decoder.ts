import { PoseError } from '../../errors.js';
import { type ProblemLog } from '../problems.js';
import { decodeUtf8 } from '../utf8.js';
import { type BvhHeader, type BvhHeaderLimits, MAX_VALUE, parseBvhHeader } from './bvh-hierarchy.js';

export interface BvhLimits extends BvhHeaderLimits {
  /** Bytes before the first frame. Default 4 MiB. */
  readonly maxHeaderBytes: number;
  /** Bytes of one frame's line. Default 1 MiB. */
  readonly maxLineBytes: number;
  /** Default 30,000 at once, 10 million in a stream. */
  readonly maxFrames: number;
  /** Problems described one by one; beyond it they are only counted. Default 1000. */
  readonly maxProblems: number;
}

export const DEFAULT_BVH_LIMITS: BvhLimits = {
  maxHeaderBytes: 4 * 2 ** 20,
  maxLineBytes: 2 ** 20,
  maxJoints: 4096,
  maxDepth: 512,
  maxFrames: 30_000,
  maxProblems: 1000,
};

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** Up to here the header is sure to end: its last line, whole. */
const HEADER_END = /Frame\s+Time\s*:\s*\S+[^\S\r\n]*[\r\n]/i;

const isBlank = (byte: number) => byte <= SPACE;

/**
 * Reads a BVH file piece by piece. Memory is that of the header, of one line, and of the piece at hand.
 */
export class BvhDecoder {
  header: BvhHeader | null = null;
  /** Frames given out. */
  frames = 0;
  private lines = 0;
  private carry: Uint8Array = new Uint8Array(0);
  private values: Float64Array = new Float64Array(0);

  constructor(
    private readonly limits: BvhLimits,
    private readonly log: ProblemLog,
  ) {}

  /**
   * @yields the numbers of each frame that the piece completes, in the order of the channels; the next one overwrites them.
   * @throws PoseError INVALID_FILE, LIMIT_EXCEEDED.
   */
  *push(chunk: Uint8Array): Generator<Float64Array> {
    const bytes = join(this.carry, chunk);
    let from = 0;
    if (this.header === null) {
      const end = this.findHeaderEnd(bytes);
      if (end === undefined) {
        this.carry = bytes;
        return;
      }
      this.readHeader(bytes.subarray(0, end));
      from = end;
    }
    for (let end = bytes.indexOf(NEWLINE, from); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      yield* this.readLine(bytes, from, end);
      from = end + 1;
    }
    this.carry = bytes.slice(from);
    if (this.carry.length > this.limits.maxLineBytes) this.exceed(`lines of at most ${this.limits.maxLineBytes} bytes`);
  }

  /** The end of the file: the last line may lack its line feed. */
  *finish(): Generator<Float64Array> {
    if (this.header === null) this.readHeader(this.carry);
    else yield* this.readLine(this.carry, 0, this.carry.length);
    this.carry = new Uint8Array(0);
    const { frameCount } = this.header!;
    if (this.lines === frameCount) return;
    this.log.add(
      { record: 'file', index: null, id: null },
      {
        code: 'COUNT_MISMATCH',
        severity: 'warning',
        field: 'Frames',
        expected: `as many lines as declared, ${frameCount}`,
        got: this.lines,
      },
    );
  }

  private findHeaderEnd(bytes: Uint8Array): number | undefined {
    const { maxHeaderBytes } = this.limits;
    const text = latin1(bytes.subarray(0, maxHeaderBytes));
    const found = HEADER_END.exec(text);
    if (found) return found.index + found[0].length;
    if (bytes.length >= maxHeaderBytes) this.exceed(`a hierarchy of at most ${maxHeaderBytes} bytes`);
    return undefined;
  }

  private readHeader(bytes: Uint8Array): void {
    this.header = parseBvhHeader(decodeUtf8(bytes), this.limits, this.log.file);
    this.values = new Float64Array(this.header.channelCount);
  }

  private *readLine(bytes: Uint8Array, from: number, end: number): Generator<Float64Array> {
    let start = from;
    while (start < end && isBlank(bytes[start]!)) start++;
    if (start === end) return;
    const index = this.lines++;
    if (this.lines > this.limits.maxFrames) this.exceed(`at most ${this.limits.maxFrames} frames`);
    const count = this.readValues(bytes, start, end);
    const { values } = this;
    if (count === values.length) {
      this.frames++;
      yield values;
      return;
    }
    const isNumber = count >= 0;
    this.log.add(
      { record: 'frame', index, id: null },
      {
        code: isNumber ? 'WRONG_LENGTH' : 'OUT_OF_RANGE',
        severity: 'error',
        field: '',
        expected: isNumber ? `${values.length} numbers` : `numbers up to ${MAX_VALUE}`,
        got: isNumber ? `${count > values.length ? 'more' : count}` : latin1(bytes.subarray(start, start + 60)),
      },
    );
  }

  /** How many numbers the line has; one more than wanted where there are more; -1 where a word is no number or beyond any body. */
  private readValues(bytes: Uint8Array, from: number, end: number): number {
    const { values } = this;
    let count = 0;
    for (let at = from; at < end;) {
      while (at < end && isBlank(bytes[at]!)) at++;
      if (at === end) break;
      const start = at;
      while (at < end && !isBlank(bytes[at]!)) at++;
      if (count === values.length) return count + 1;
      const value = readNumber(bytes, start, at);
      if (!(Math.abs(value) <= MAX_VALUE)) return -1;
      values[count++] = value;
    }
    return count;
  }

  private exceed(expected: string): never {
    throw new PoseError('LIMIT_EXCEEDED', `Expected ${expected}, got more (${this.log.file}).`);
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** Bytes as characters of the same number: patterns of ASCII find their place in it. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, Math.min(bytes.length, from + 8192)));
  return text;
}

/** Fifteen digits are an exact integer, and one division by a power of ten rounds once. Anything else goes the slow way. */
function readNumber(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  const sign = bytes[at] === MINUS ? -1 : 1;
  if (bytes[at] === MINUS || bytes[at] === PLUS) at++;
  let [mantissa, digits, decimals] = [0, 0, -1];
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + byte - ZERO;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === POINT && decimals < 0) decimals = 0;
    else break;
  }
  if (at < end || digits === 0 || digits > 15) return readLongNumber(bytes, from, end);
  return (sign * mantissa) / POWERS_OF_TEN[Math.max(0, decimals)]!;
}

function readLongNumber(bytes: Uint8Array, from: number, end: number): number {
  if (end - from > 64 || bytes[end - 1] === RETURN) return NaN;
  const text = latin1(bytes.subarray(from, end));
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
}
