import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { PlatformError } from '../errors.js';
import type { ByteRange, StoredBytes } from './storage.js';

const HASH = /^[0-9a-f]{64}$/;

/** `ab/cd/abcd...`: the same in every storage, so that one may be copied into another. A hash becomes a path: nothing else may. */
export function toPath(sha256: string): string {
  if (HASH.test(sha256)) return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
  throw new PlatformError('FILE_NOT_FOUND', {
    expected: 'a SHA-256 of 64 hexadecimal digits',
    got: JSON.stringify(sha256.slice(0, 80)),
    where: 'storage',
  });
}

/** Writes a new file, and leaves it flushed to the disk. */
export async function writeFlushed(
  file: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<StoredBytes> {
  const hash = createHash('sha256');
  let byteSize = 0;
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      byteSize += chunk.byteLength;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), byteSize };
}

/** @throws PlatformError FILE_CORRUPT */
export function verify(sha256: string, bytes: Buffer): Buffer {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return bytes;
  throw fileCorrupt(sha256, { sha256: found, byteSize: bytes.length });
}

export function fileCorrupt(sha256: string, found: StoredBytes): PlatformError {
  return new PlatformError('FILE_CORRUPT', {
    expected: `bytes with SHA-256 ${sha256}`,
    got: `${found.byteSize} bytes with ${found.sha256}`,
    where: 'storage',
    advice:
      'The disk or somebody has changed the file: restore it from a backup, or make the picture again from its recipe.',
  });
}

/**
 * What a range means in a file of this size. An empty file has no byte to name: its whole is start 0, end -1.
 *
 * @throws PlatformError RANGE_NOT_SATISFIABLE
 */
export function resolveRange(
  sha256: string,
  byteSize: number,
  range: ByteRange = { start: 0 },
): { start: number; end: number } {
  const { start } = range;
  const end = Math.min(range.end ?? byteSize - 1, byteSize - 1);
  const isWholeEmptyFile = byteSize === 0 && start === 0;
  if (isWholeEmptyFile || (Number.isInteger(start) && start >= 0 && start <= end)) return { start, end };
  throw new PlatformError('RANGE_NOT_SATISFIABLE', {
    expected: `a range within ${byteSize} bytes`,
    got: `${start}-${range.end ?? ''}`,
    where: `SHA-256 ${sha256}`,
  });
}

export function fileNotFound(sha256: string): PlatformError {
  return new PlatformError('FILE_NOT_FOUND', { expected: 'a stored file', got: 'none', where: `SHA-256 ${sha256}` });
}
