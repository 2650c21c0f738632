/**
 * The container format of PNG (ISO/IEC 15948, clauses 5 and 11): a signature, then chunks of
 * length (4 bytes, big-endian), type (4 letters), data, CRC-32 of type and data.
 */
import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, type and CRC around a chunk's data. */
const FRAME_BYTES = 12;

export interface PngChunk {
  /** Four letters, e.g. `IHDR`. */
  readonly type: string;
  readonly data: Buffer;
}

/** What is wrong with bytes that should be a PNG, and where. */
export class PngFormatError extends Error {
  override readonly name = 'PngFormatError';
}

/** Splits a PNG file into its chunks, checking every length and CRC. */
export function parsePng(file: Buffer): PngChunk[] {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) {
    throw new PngFormatError('expected the PNG signature, got another kind of file');
  }
  const chunks: PngChunk[] = [];
  for (let offset = SIGNATURE.length; offset < file.length;) {
    const chunk = readChunk(file, offset);
    chunks.push(chunk);
    offset += FRAME_BYTES + chunk.data.length;
  }
  if (chunks.at(-1)?.type !== 'IEND')
    throw new PngFormatError('expected an IEND chunk at the end, got a truncated file');
  return chunks;
}

/** The inverse of `parsePng`. */
export function formatPng(chunks: readonly PngChunk[]): Buffer {
  return Buffer.concat([SIGNATURE, ...chunks.map(formatChunk)]);
}

function readChunk(file: Buffer, offset: number): PngChunk {
  const length = offset + FRAME_BYTES <= file.length ? file.readUInt32BE(offset) : Infinity;
  const end = offset + 8 + length;
  if (end + 4 > file.length) {
    throw new PngFormatError(`expected a whole chunk at byte ${offset}, got a file that ends at byte ${file.length}`);
  }
  const type = file.toString('latin1', offset + 4, offset + 8);
  const expected = crc32(file.subarray(offset + 4, end));
  const got = file.readUInt32BE(end);
  if (expected !== got) {
    throw new PngFormatError(`expected CRC ${hex(expected)} for the ${type} chunk at byte ${offset}, got ${hex(got)}`);
  }
  return { type, data: file.subarray(offset + 8, end) };
}

function formatChunk({ type, data }: PngChunk): Buffer {
  const chunk = Buffer.alloc(FRAME_BYTES + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
