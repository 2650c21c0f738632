import { type OwnStrings } from './record-scanner.js';

const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const ZERO = 0x30;
const NINE = 0x39;
/** Digits that a double holds whatever they are. */
const MAX_DIGITS = 15;

const bytesOf = (name: string) => Array.from(name, (letter) => letter.charCodeAt(0));
const ID = bytesOf('"id"');
const IMAGE_ID = bytesOf('"image_id"');

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function endsWith(bytes: Uint8Array, end: number, name: readonly number[]): boolean {
  const start = end - name.length;
  for (let index = 0; index < name.length; index++) if (bytes[start + index] !== name[index]) return false;
  return true;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

/** The whole number of a field whose name ends there; -1 where it is none of a few digits, or where that was no name. */
function readNumberAfter(bytes: Uint8Array, end: number): number {
  const colon = skipSpace(bytes, end);
  if (bytes[colon] !== COLON) return -1;
  const start = skipSpace(bytes, colon + 1);
  let at = start;
  let value = 0;
  for (; bytes[at]! >= ZERO && bytes[at]! <= NINE; at++) value = value * 10 + bytes[at]! - ZERO;
  const digits = at - start;
  if (digits === 0 || digits > MAX_DIGITS || (digits > 1 && bytes[start] === ZERO)) return -1;
  const next = bytes[skipSpace(bytes, at)];
  return next === COMMA || next === CLOSE_OBJECT ? value : -1;
}

/**
 * `id` and `image_id` of an annotation's bytes, without parsing what stands between them. Null wherever there could be a doubt: one of
 * them twice, missing, written otherwise than in plain digits; then the whole of it has to be parsed.
 */
export function readOwnIds(bytes: Uint8Array, { ends, escaped }: OwnStrings): { id: number; imageId: number } | null {
  if (escaped || bytes[0] !== OPEN_OBJECT) return null;
  let [id, imageId] = [-1, -1];
  for (const end of ends) {
    const isId = endsWith(bytes, end, ID);
    if (!isId && !endsWith(bytes, end, IMAGE_ID)) continue;
    const value = readNumberAfter(bytes, end);
    if (value < 0 || (isId ? id : imageId) >= 0) return null;
    if (isId) id = value;
    else imageId = value;
  }
  return id >= 0 && imageId >= 0 ? { id, imageId } : null;
}
