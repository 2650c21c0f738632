import { PoseError } from '../../errors.js';
import { decodeUtf8 } from '../utf8.js';
import { ByteCursor, refuse } from './byte-cursor.js';
import { computeCrc32 } from './crc32.js';
import { computeLargestInflation, inflateRaw } from './inflate.js';
import { type NumpyLimits } from './limits.js';

/** APPNOTE.TXT, 4.3: the records' first four bytes as one number. */
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly localOffset: number;
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function findEnd(bytes: Uint8Array, where: string): ByteCursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT);
  for (let offset = bytes.length - END_BYTES; offset >= first; offset--)
    if (view.getUint32(offset, true) === END_OF_DIRECTORY) return new ByteCursor(bytes, where, offset + 4);
  return refuse('a zip archive with a directory at its end', 'none', where, 'The file may have been cut short.');
}

function readEntry(cursor: ByteCursor): ZipEntry {
  const place = cursor.place();
  if (cursor.readUint32() !== CENTRAL_HEADER) refuse('an entry of the archive directory', 'something else', place);
  cursor.readBytes(4); // versions
  const flags = cursor.readUint16();
  const method = cursor.readUint16();
  cursor.readBytes(4); // time and date
  const crc = cursor.readUint32();
  const compressedSize = cursor.readUint32();
  const size = cursor.readUint32();
  const [nameLength, extraLength, commentLength] = [cursor.readUint16(), cursor.readUint16(), cursor.readUint16()];
  cursor.readBytes(8); // disk and attributes
  const localOffset = cursor.readUint32();
  const name = decodeUtf8(cursor.readBytes(nameLength));
  cursor.readBytes(extraLength + commentLength);
  if (flags & ENCRYPTED_FLAG) refuse('an archive without a password', 'an encrypted entry', place);
  return { name, method, crc, compressedSize, size, localOffset };
}

function readDirectory(bytes: Uint8Array, { maxEntries }: NumpyLimits, where: string): ZipEntry[] {
  const end = findEnd(bytes, where);
  end.readBytes(6); // numbers of disks, entries on this one
  const count = end.readUint16();
  end.readUint32();
  const directory = new ByteCursor(bytes, where, end.readUint32());
  if (count > maxEntries)
    throw new PoseError(
      'LIMIT_EXCEEDED',
      `Expected at most ${maxEntries} files in an archive, got ${count} (${where}).`,
    );
  return Array.from({ length: count }, () => readEntry(directory));
}

function assertSizes(entries: readonly ZipEntry[], { maxBytes }: NumpyLimits, where: string): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > maxBytes)
    throw new PoseError('LIMIT_EXCEEDED', `Expected at most ${maxBytes} bytes unpacked, got ${total} (${where}).`);
}

function unpack(bytes: Uint8Array, entry: ZipEntry, where: string): Uint8Array {
  const local = new ByteCursor(bytes, where, entry.localOffset);
  if (local.readUint32() !== LOCAL_HEADER) refuse("an entry's header", 'something else', local.place());
  local.readBytes(22);
  const [nameLength, extraLength] = [local.readUint16(), local.readUint16()];
  local.readBytes(nameLength + extraLength);
  const packed = local.readBytes(entry.compressedSize);
  if (entry.method === STORED) {
    if (packed.length !== entry.size) refuse(`${entry.size} stored bytes`, String(packed.length), where);
    return packed;
  }
  if (entry.method !== DEFLATED) refuse('an entry that is stored or deflated', `method ${entry.method}`, where);
  if (entry.size > computeLargestInflation(packed.length))
    refuse('a size that deflate can reach', `${entry.size} bytes out of ${packed.length}`, where);
  return inflateRaw(packed, entry.size, where);
}

/**
 * The files of a zip archive by name. Sizes are those of the directory, checked against the limits before anything is
 * unpacked and against what comes out; names are keys and nothing else. No zip64, no encryption.
 *
 * @throws PoseError INVALID_FILE, LIMIT_EXCEEDED
 */
export function readZip(bytes: Uint8Array, limits: NumpyLimits, fileName: string): Map<string, Uint8Array> {
  const entries = readDirectory(bytes, limits, fileName);
  assertSizes(entries, limits, fileName);
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const where = `${fileName}, ${JSON.stringify(entry.name.slice(0, 80))}`;
    if (files.has(entry.name)) refuse('each name once', 'the same name twice', where);
    const file = unpack(bytes, entry, where);
    if (computeCrc32(file) !== entry.crc)
      refuse('bytes of the stated checksum', 'others', where, 'The file is damaged.');
    files.set(entry.name, file);
  }
  return files;
}
