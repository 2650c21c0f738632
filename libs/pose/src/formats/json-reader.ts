import { PoseError } from '../errors.js';
import { decodeUtf8 } from './utf8.js';

/**
 * A JSON value that loses nothing: integers beyond 2^53 are bigints, and Python's bare NaN, Infinity and -Infinity are
 * numbers (as are literals too large for a double), counted so that a caller who cares can look for them.
 */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

export interface JsonLimits {
  /** Nesting of lists and objects. */
  readonly maxDepth: number;
  /** Lists and objects in all: what bounds memory beside the text's own length. */
  readonly maxContainers: number;
}

export interface JsonDocument {
  readonly value: JsonValue;
  /** Numbers in it that are not finite. */
  readonly nonFiniteCount: number;
}

const QUOTE = 0x22;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Up to fifteen digits make an exact integer, and dividing by an exact power of ten rounds once, hence correctly. */
const MAX_EXACT_DIGITS = 15;
const POWERS_OF_TEN = Array.from({ length: MAX_EXACT_DIGITS + 1 }, (_, exponent) => 10 ** exponent);
/** Longer integer literals are taken for doubles: no id has as many digits. */
const MAX_BIGINT_DIGITS = 40;

const MAX_INTERNED_LENGTH = 32;
const INTERN_SLOTS = 4096;

const LITERALS: readonly (readonly [string, JsonValue])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= ZERO && byte <= NINE;
const isNumberByte = (byte: number | undefined) =>
  isDigit(byte) || byte === POINT || byte === MINUS || byte === PLUS || isExponentMark(byte);
const isExponentMark = (byte: number | undefined) => byte === 0x65 || byte === 0x45;

/** Short strings that came before. Shared by the readings of many small texts, it spares each its own. */
export type InternedStrings = (string | undefined)[];

export function createInternedStrings(): InternedStrings {
  return new Array<string | undefined>(INTERN_SLOTS);
}

/** Sets an own property whatever its name: plain assignment of `__proto__` would change the prototype instead. */
export function setField<T>(target: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}

/** Reads UTF-8 JSON by recursive descent. Lists of numbers, the bulk of a pose file, stay unboxed and exactly sized. */
class JsonReader {
  private position = 0;
  private depth = 0;
  private containers = 0;
  nonFiniteCount = 0;
  private readonly numbers: number[] = [0.5];

  constructor(
    private readonly bytes: Uint8Array,
    private readonly limits: JsonLimits,
    private readonly fileName: string,
    private readonly interned: InternedStrings,
  ) {}

  readDocument(): JsonValue {
    const value = this.readValue();
    if (this.peek() !== undefined) this.fail('the end of the file');
    return value;
  }

  private readValue(): JsonValue {
    const byte = this.peek();
    if (byte === OPEN_OBJECT) return this.readObject();
    if (byte === OPEN_LIST) return this.readList();
    if (byte === QUOTE) return this.readString();
    if (isDigit(byte) || (byte === MINUS && isDigit(this.bytes[this.position + 1]))) return this.readNumber();
    return this.readLiteral();
  }

  private readLiteral(): JsonValue {
    for (const [word, value] of LITERALS) {
      if (!this.startsWith(word)) continue;
      this.position += word.length;
      if (typeof value === 'number') this.nonFiniteCount++;
      return value;
    }
    return this.fail('a value');
  }

  private readObject(): JsonObject {
    this.enter();
    const object: JsonObject = {};
    if (!this.take(CLOSE_OBJECT)) {
      do {
        if (this.peek() !== QUOTE) this.fail('a field name in double quotes');
        const name = this.readString();
        if (!this.take(COLON)) this.fail('":"');
        setField(object, name, this.readValue());
      } while (this.take(COMMA));
      if (!this.take(CLOSE_OBJECT)) this.fail('"," or "}"');
    }
    this.depth--;
    return object;
  }

  private readList(): JsonValue[] {
    this.enter();
    const list = this.readLeadingNumbers();
    if (list.length > 0 ? this.take(COMMA) : this.peek() !== CLOSE_LIST) {
      do list.push(this.readValue());
      while (this.take(COMMA));
    }
    if (!this.take(CLOSE_LIST)) this.fail('"," or "]"');
    this.depth--;
    return list;
  }

  /** The list's first elements as far as they are plain numbers; stops before a comma that something else follows. */
  private readLeadingNumbers(): JsonValue[] {
    const { numbers } = this;
    let count = 0;
    for (;;) {
      const before = this.position;
      if (count > 0 && !this.take(COMMA)) break;
      const byte = this.peek();
      const number = byte === MINUS || isDigit(byte) ? this.readExactNumber() : undefined;
      if (number === undefined) {
        this.position = before;
        break;
      }
      numbers[count++] = number;
    }
    return numbers.slice(0, count);
  }

  private readNumber(): number | bigint {
    return this.readExactNumber() ?? this.readLongNumber();
  }

  /** A number of at most fifteen digits without exponent; undefined, with nothing consumed, for any other. */
  private readExactNumber(): number | undefined {
    const { bytes } = this;
    let at = this.position;
    const negative = bytes[at] === MINUS;
    if (negative) at++;
    const firstDigit = at;
    let mantissa = 0;
    for (let byte = bytes[at]; isDigit(byte); byte = bytes[++at]) mantissa = mantissa * 10 + (byte! - ZERO);
    let digits = at - firstDigit;
    if (digits === 0 || (digits > 1 && bytes[firstDigit] === ZERO)) return undefined;
    let decimals = 0;
    if (bytes[at] === POINT) {
      const firstDecimal = ++at;
      for (let byte = bytes[at]; isDigit(byte); byte = bytes[++at]) mantissa = mantissa * 10 + (byte! - ZERO);
      decimals = at - firstDecimal;
      if (decimals === 0) return undefined;
      digits += decimals;
    }
    if (digits > MAX_EXACT_DIGITS || isExponentMark(bytes[at])) return undefined;
    this.position = at;
    const magnitude = decimals > 0 ? mantissa / POWERS_OF_TEN[decimals]! : mantissa;
    return negative ? -magnitude : magnitude;
  }

  private readLongNumber(): number | bigint {
    let end = this.position;
    while (isNumberByte(this.bytes[end])) end++;
    const text = this.ascii(this.position, end);
    if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text)) this.fail('a number');
    this.position = end;
    const number = Number(text);
    if (!Number.isFinite(number)) this.nonFiniteCount++;
    const isLongInteger = /^-?\d+$/.test(text) && !Number.isSafeInteger(number);
    return isLongInteger && text.length <= MAX_BIGINT_DIGITS ? BigInt(text) : number;
  }

  private readString(): string {
    const { bytes } = this;
    const start = ++this.position;
    let plain = true;
    let hash = 0;
    for (let byte = bytes[this.position]; byte !== QUOTE; byte = bytes[++this.position]) {
      if (byte === undefined) this.fail('a closing quote');
      if (byte === BACKSLASH) return this.readEscapedString(start);
      if (byte >= 0x80) plain = false;
      hash = (hash * 31 + byte) | 0;
    }
    const end = this.position++;
    if (!plain) return decodeUtf8(bytes.subarray(start, end));
    return end - start <= MAX_INTERNED_LENGTH ? this.intern(start, end, hash) : decodeUtf8(bytes.subarray(start, end));
  }

  private readEscapedString(start: number): string {
    let text = '';
    let from = start;
    for (;;) {
      const byte = this.bytes[this.position];
      if (byte === undefined) this.fail('a closing quote');
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) {
        text += decodeUtf8(this.bytes.subarray(from, this.position)) + this.readEscape();
        from = this.position;
      } else this.position++;
    }
    return text + decodeUtf8(this.bytes.subarray(from, this.position++));
  }

  private readEscape(): string {
    const mark = this.ascii(this.position + 1, this.position + 2);
    if (mark === 'u') {
      const code = this.ascii(this.position + 2, this.position + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(code)) this.fail('four hexadecimal digits after "\\u"');
      this.position += 6;
      return String.fromCharCode(parseInt(code, 16));
    }
    const character = ESCAPES[mark] ?? this.fail('an escape sequence');
    this.position += 2;
    return character;
  }

  /** Field names and short words come again and again: one string object serves all. */
  private intern(start: number, end: number, hash: number): string {
    const slot = hash & (INTERN_SLOTS - 1);
    const known = this.interned[slot];
    if (known?.length === end - start && this.matches(known, start)) return known;
    return (this.interned[slot] = this.ascii(start, end));
  }

  private matches(text: string, start: number): boolean {
    for (let i = 0; i < text.length; i++) if (this.bytes[start + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  private startsWith(word: string): boolean {
    return this.matches(word, this.position);
  }

  private ascii(start: number, end: number): string {
    return String.fromCharCode.apply(null, this.bytes.subarray(start, end) as unknown as number[]);
  }

  /** The next byte that is not white space, not consumed. */
  private peek(): number | undefined {
    let byte = this.bytes[this.position];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = this.bytes[++this.position];
    return byte;
  }

  private take(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.position++;
    return true;
  }

  private enter(): void {
    const { maxDepth, maxContainers } = this.limits;
    if (++this.depth > maxDepth) this.exceed(`at most ${maxDepth} levels of nesting, got more`);
    if (++this.containers > maxContainers) this.exceed(`at most ${maxContainers} lists and objects, got more`);
    this.position++;
  }

  private exceed(expectation: string): never {
    throw new PoseError('LIMIT_EXCEEDED', `Expected ${expectation} (${this.place()}). Split the file.`);
  }

  private fail(expected: string): never {
    const byte = this.bytes[this.position];
    const got = byte === undefined ? 'the end of the file' : describeByte(byte);
    throw new PoseError('INVALID_JSON', `Expected ${expected}, got ${got} (${this.place()}).`);
  }

  private place(): string {
    let line = 1;
    let lineStart = 0;
    for (let i = 0; i < this.position && i < this.bytes.length; i++)
      if (this.bytes[i] === 0x0a) {
        line++;
        lineStart = i + 1;
      }
    return `${this.fileName}, line ${line}, column ${this.position - lineStart + 1}`;
  }
}

function describeByte(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? JSON.stringify(String.fromCharCode(byte)) : `byte ${byte}`;
}

function startsWithBytes(bytes: Uint8Array, ...prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads a whole JSON file.
 * @param bytes UTF-8, with or without a byte order mark.
 * @throws PoseError INVALID_JSON with file, line and column; LIMIT_EXCEEDED.
 */
export function parseJson(
  bytes: Uint8Array,
  limits: JsonLimits,
  fileName: string,
  interned = createInternedStrings(),
): JsonDocument {
  if (startsWithBytes(bytes, 0xff, 0xfe) || startsWithBytes(bytes, 0xfe, 0xff))
    throw new PoseError('INVALID_JSON', `Expected UTF-8, got UTF-16 (${fileName}). Save the file as UTF-8.`);
  const text = startsWithBytes(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes;
  const reader = new JsonReader(text, limits, fileName, interned);
  const value = reader.readDocument();
  return { value, nonFiniteCount: reader.nonFiniteCount };
}
