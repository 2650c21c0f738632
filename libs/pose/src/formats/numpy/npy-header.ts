import { decodeUtf8 } from '../utf8.js';
import { ByteCursor, refuse } from './byte-cursor.js';
import { type Dtype, parseDtype } from './dtype.js';

export interface NpyHeader {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  /** Where the elements begin. */
  readonly dataOffset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** numpy itself reads no longer one. */
const MAX_HEADER_BYTES = 10_000;

/** The header is a Python dictionary; numpy writes these three fields, sorted, and so does everyone else. */
const HEADER_TEXT =
  /^\{\s*'descr':\s*'([^']*)',\s*'fortran_order':\s*(True|False),\s*'shape':\s*\(([\d\s,]*)\),?\s*\}\s*$/;

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/**
 * The header of an .npy file, versions 1 to 3.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws PoseError INVALID_FILE
 */
export function parseNpyHeader(bytes: Uint8Array, where: string): NpyHeader {
  if (!isNpy(bytes)) refuse('an .npy file', 'other first bytes', where);
  const cursor = new ByteCursor(bytes, where, MAGIC.length);
  const [major, minor] = [cursor.readUint8(), cursor.readUint8()];
  if (major < 1 || major > 3 || minor !== 0) refuse('an .npy file of version 1.0 to 3.0', `${major}.${minor}`, where);
  const length = major === 1 ? cursor.readUint16() : cursor.readUint32();
  if (length > MAX_HEADER_BYTES) refuse(`a header of at most ${MAX_HEADER_BYTES} bytes`, String(length), where);
  const text = decodeUtf8(cursor.readBytes(length));
  const [, type, order, sides] = HEADER_TEXT.exec(text) ?? [];
  if (type === undefined || sides === undefined)
    return refuse("a header with 'descr', 'fortran_order' and 'shape'", JSON.stringify(text.slice(0, 80)), where);
  const shape = parseShape(sides, where);
  return { dtype: parseDtype(type, where), shape, fortranOrder: order === 'True', dataOffset: cursor.offset };
}

/** `9, 17, 3`, `9,` or nothing at all. */
function parseShape(text: string, where: string): number[] {
  const sides = text.split(',').map((side) => side.trim());
  if (sides.at(-1) === '') sides.pop();
  return sides.map((side) => {
    if (/^\d{1,15}$/.test(side)) return Number(side);
    return refuse('a shape of whole numbers', JSON.stringify(text.slice(0, 80)), where);
  });
}
