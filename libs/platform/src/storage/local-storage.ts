import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { PlatformError } from '../errors.js';
import type { ByteRange, OpenedFile, Storage, StoredBytes } from './storage.js';

const HASH = /^[0-9a-f]{64}$/;

/**
 * A folder: `<folder>/ab/cd/abcd...`, and `<folder>/incoming/` for what is being written.
 *
 * A file is written beside its place, flushed to the disk, and renamed: a reader sees the whole of it or nothing, and a program that is
 * killed leaves at most something in `incoming`.
 */
export function createLocalStorage(folder: string): Storage {
  const placeOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), assertHash(sha256));
  return {
    write: (content) => write(folder, placeOf, content),
    read: async (sha256) => verify(sha256, await orNotFound(readFile(placeOf(sha256)), sha256)),
    open: async (sha256, range) => openRange(placeOf(sha256), sha256, range),
    stat: async (sha256) => findSize(placeOf(sha256)),
  };
}

async function write(
  folder: string,
  placeOf: (sha256: string) => string,
  content: Uint8Array | Readable,
): Promise<StoredBytes> {
  const incoming = join(folder, 'incoming', randomUUID());
  await mkdir(dirname(incoming), { recursive: true });
  try {
    const stored = await writeFlushed(incoming, content instanceof Uint8Array ? [content] : content);
    await putInPlace(incoming, placeOf(stored.sha256), stored.byteSize);
    return stored;
  } finally {
    await rm(incoming, { force: true });
  }
}

async function writeFlushed(
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

/** What is there already has the same bytes, unless its size says that it was damaged. */
async function putInPlace(incoming: string, place: string, byteSize: number): Promise<void> {
  if ((await findSize(place)) === byteSize) return;
  await mkdir(dirname(place), { recursive: true });
  await rename(incoming, place);
}

async function openRange(place: string, sha256: string, range: ByteRange = { start: 0 }): Promise<OpenedFile> {
  const { size: byteSize } = await orNotFound(stat(place), sha256);
  const { start } = range;
  const end = Math.min(range.end ?? byteSize - 1, byteSize - 1);
  const isWholeEmptyFile = byteSize === 0 && start === 0;
  if (!isWholeEmptyFile && !(Number.isInteger(start) && start >= 0 && start <= end))
    throw notSatisfiable(sha256, range, byteSize);
  const content = createReadStream(place, isWholeEmptyFile ? {} : { start, end });
  return { byteSize, start, end, content };
}

function verify(sha256: string, bytes: Buffer): Buffer {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return bytes;
  throw new PlatformError('FILE_CORRUPT', {
    expected: `bytes with SHA-256 ${sha256}`,
    got: `${bytes.length} bytes with ${found}`,
    where: 'storage',
    advice:
      'The disk or somebody has changed the file: restore it from a backup, or make the picture again from its recipe.',
  });
}

async function findSize(place: string): Promise<number | null> {
  try {
    return (await stat(place)).size;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

async function orNotFound<T>(found: Promise<T>, sha256: string): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (!isAbsence(error)) throw error;
    throw new PlatformError('FILE_NOT_FOUND', { expected: 'a stored file', got: 'none', where: `SHA-256 ${sha256}` });
  }
}

/** A hash becomes a path: nothing else may. */
function assertHash(sha256: string): string {
  if (HASH.test(sha256)) return sha256;
  throw new PlatformError('FILE_NOT_FOUND', {
    expected: 'a SHA-256 of 64 hexadecimal digits',
    got: JSON.stringify(sha256.slice(0, 80)),
    where: 'storage',
  });
}

function notSatisfiable(sha256: string, { start, end }: ByteRange, byteSize: number): PlatformError {
  return new PlatformError('RANGE_NOT_SATISFIABLE', {
    expected: `a range within ${byteSize} bytes`,
    got: `${start}-${end ?? ''}`,
    where: `SHA-256 ${sha256}`,
  });
}

function isAbsence(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
