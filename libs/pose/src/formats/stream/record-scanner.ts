import { PoseError } from '../../errors.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** What a byte outside a string does to a value that is being captured. */
const PLAIN = 0;
const STARTS_STRING = 1;
const OPENS = 2;
const CLOSES = 3;
const ENDS_SCALAR = 4;
const ROLE_OF_BYTE = new Uint8Array(256);
ROLE_OF_BYTE[QUOTE] = STARTS_STRING;
ROLE_OF_BYTE[OPEN_LIST] = ROLE_OF_BYTE[OPEN_OBJECT] = OPENS;
ROLE_OF_BYTE[CLOSE_LIST] = ROLE_OF_BYTE[CLOSE_OBJECT] = CLOSES;
for (const byte of [COMMA, COLON, 0x20, 0x0a, 0x0d, 0x09]) ROLE_OF_BYTE[byte] = ENDS_SCALAR;

/** Where in the file the scanner stands. */
type State =
  | 'start'
  | 'key or end'
  | 'key'
  | 'colon'
  | 'value'
  | 'after value'
  | 'element or end'
  | 'element'
  | 'after element'
  | 'end';

/** Where the strings right inside a value end, so that its fields may be found without parsing the rest. */
export interface OwnStrings {
  /** The place after each one's closing quote, counted from the value's first byte. */
  readonly ends: readonly number[];
  /** One of them has a backslash: a field's name may be written otherwise than it is. */
  readonly escaped: boolean;
}

export interface ScannedValues {
  /** Fields of the top object whose lists are told one by one. */
  readonly lists: ReadonlySet<string>;
  /** Reads a field's name from its bytes, quotes and all. */
  readonly readName: (bytes: Uint8Array) => string;
  /** An element of such a list; `bytes` and `strings` may be overwritten afterwards. */
  readonly onElement: (field: string, bytes: Uint8Array, offset: number, strings: OwnStrings) => void;
  /** Any other field's value. */
  readonly onValue: (field: string, bytes: Uint8Array, offset: number) => void;
  /** Bytes of one value. */
  readonly maxValueBytes: number;
}

/**
 * Cuts a JSON file with one object at its top into values, chunk by chunk: elements of the lists that are named, and whole fields
 * otherwise. It knows where values begin and end, no more; whoever gets their bytes parses them.
 */
export class RecordScanner {
  private state: State = 'start';
  private field = '';
  /** Bytes before the current chunk. */
  private base = 0;

  private captured: Uint8Array[] | null = null;
  private capturedLength = 0;
  private capturedFrom = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private readonly strings = { ends: [] as number[], escaped: false };

  constructor(
    private readonly values: ScannedValues,
    private readonly fileName: string,
  ) {}

  /** @throws PoseError INVALID_JSON; UNKNOWN_FORMAT where the top is no object; LIMIT_EXCEEDED. */
  feed(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length)
      if (this.captured) at = this.capture(chunk, at);
      else if (isSpace(chunk[at]!)) at++;
      else at = this.step(chunk[at]!, at);
    this.base += chunk.length;
  }

  /** @throws PoseError INVALID_JSON where the file ends early. */
  end(): void {
    if (this.captured || this.state !== 'end')
      this.fail(this.captured ? 'the rest of a value' : this.state, 'the end of the file', 0);
  }

  /** One byte of structure; the place of the next. */
  private step(byte: number, at: number): number {
    switch (this.state) {
      case 'start':
        if (byte === BYTE_ORDER_MARK[this.base + at]) return at + 1;
        if (byte !== OPEN_OBJECT) this.refuse(byte);
        this.state = 'key or end';
        return at + 1;
      case 'key or end':
        if (byte === CLOSE_OBJECT) return this.enter('end', at);
        return this.startKey(byte, at);
      case 'key':
        return this.startKey(byte, at);
      case 'colon':
        if (byte !== COLON) this.fail('":"', byte, at);
        return this.enter('value', at);
      case 'value':
        if (byte === OPEN_LIST && this.values.lists.has(this.field)) return this.enter('element or end', at);
        return this.startCapture(at);
      case 'after value':
        if (byte === CLOSE_OBJECT) return this.enter('end', at);
        if (byte !== COMMA) this.fail('"," or "}"', byte, at);
        return this.enter('key', at);
      case 'element or end':
        if (byte === CLOSE_LIST) return this.enter('after value', at);
        return this.startCapture(at);
      case 'element':
        return this.startCapture(at);
      case 'after element':
        if (byte === CLOSE_LIST) return this.enter('after value', at);
        if (byte !== COMMA) this.fail('"," or "]"', byte, at);
        return this.enter('element', at);
      case 'end':
        return this.fail('the end of the file', byte, at);
    }
  }

  private enter(state: State, at: number): number {
    this.state = state;
    return at + 1;
  }

  private startKey(byte: number, at: number): number {
    if (byte !== QUOTE) this.fail('a field name in double quotes', byte, at);
    this.state = 'key';
    return this.startCapture(at);
  }

  private startCapture(at: number): number {
    this.captured = [];
    this.capturedLength = 0;
    this.capturedFrom = this.base + at;
    this.depth = 0;
    this.inString = this.escaped = this.strings.escaped = false;
    this.strings.ends.length = 0;
    return at;
  }

  /** Takes bytes up to the value's end or the chunk's; the place after them. */
  private capture(chunk: Uint8Array, from: number): number {
    const end = this.findEnd(chunk, from);
    const piece = chunk.subarray(from, end < 0 ? chunk.length : end);
    this.capturedLength += piece.length;
    if (this.capturedLength > this.values.maxValueBytes) this.exceed();
    if (end < 0) {
      this.captured!.push(piece.slice());
      return chunk.length;
    }
    const bytes = this.captured!.length === 0 ? piece : joinPieces([...this.captured!, piece], this.capturedLength);
    this.captured = null;
    if (bytes.length === 0) this.fail('a value', chunk[end]!, end);
    this.finish(bytes);
    return end;
  }

  /** The place after the value, or -1 where it goes on in the next chunk. */
  private findEnd(chunk: Uint8Array, from: number): number {
    let { depth, inString, escaped } = this;
    const { strings } = this;
    const before = this.capturedLength - from + 1;
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) {
          escaped = true;
          if (depth === 1) strings.escaped = true;
        } else if (byte === QUOTE) {
          inString = false;
          if (depth === 0) return at + 1;
          if (depth === 1) strings.ends.push(before + at);
        }
        continue;
      }
      const role = ROLE_OF_BYTE[byte];
      if (role === PLAIN) continue;
      if (role === STARTS_STRING) inString = true;
      else if (role === OPENS) depth++;
      else if (depth === 0) return at;
      else if (role === CLOSES && --depth === 0) return at + 1;
    }
    Object.assign(this, { depth, inString, escaped });
    return -1;
  }

  private finish(bytes: Uint8Array): void {
    const { values, capturedFrom } = this;
    if (this.state === 'key') {
      this.field = values.readName(bytes);
      this.state = 'colon';
    } else if (this.state === 'value') {
      values.onValue(this.field, bytes, capturedFrom);
      this.state = 'after value';
    } else {
      values.onElement(this.field, bytes, capturedFrom, this.strings);
      this.state = 'after element';
    }
  }

  private refuse(byte: number): never {
    const got = byte === OPEN_LIST ? 'a list' : describeByte(byte);
    throw new PoseError(
      'UNKNOWN_FORMAT',
      `Expected an object with images and annotations, got ${got} (${this.fileName}).`,
    );
  }

  private exceed(): never {
    const { maxValueBytes } = this.values;
    const place = `${this.fileName}, ${this.field || 'a field name'} at byte ${this.capturedFrom}`;
    throw new PoseError(
      'LIMIT_EXCEEDED',
      `Expected records of at most ${maxValueBytes} bytes, got a larger one (${place}).`,
    );
  }

  private fail(expected: string, got: number | string, at: number): never {
    const shown = typeof got === 'number' ? describeByte(got) : got;
    throw new PoseError(
      'INVALID_JSON',
      `Expected ${expected}, got ${shown} (${this.fileName}, byte ${this.base + at}).`,
    );
  }
}

function joinPieces(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

function describeByte(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? JSON.stringify(String.fromCharCode(byte)) : `byte ${byte}`;
}
