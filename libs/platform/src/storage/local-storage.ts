import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ByteRange, OpenedFile, Storage, StoredBytes } from './storage.js';
import { fileNotFound, resolveRange, toPath, verify, writeFlushed } from './stored-bytes.js';

/**
 * A folder: `<folder>/ab/cd/abcd...`, and `<folder>/incoming/` for what is being written.
 *
 * A file is written beside its place, flushed to the disk, and renamed: a reader sees the whole of it or nothing, and a program that is
 * killed leaves at most something in `incoming`.
 */
export function createLocalStorage(folder: string): Storage {
  const placeOf = (sha256: string) => join(folder, toPath(sha256));
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

/** What is there already has the same bytes, unless its size says that it was damaged. */
async function putInPlace(incoming: string, place: string, byteSize: number): Promise<void> {
  if ((await findSize(place)) === byteSize) return;
  await mkdir(dirname(place), { recursive: true });
  await rename(incoming, place);
}

async function openRange(place: string, sha256: string, range?: ByteRange): Promise<OpenedFile> {
  const { size: byteSize } = await orNotFound(stat(place), sha256);
  const { start, end } = resolveRange(sha256, byteSize, range);
  return { byteSize, start, end, content: createReadStream(place, byteSize === 0 ? {} : { start, end }) };
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
    throw fileNotFound(sha256);
  }
}

function isAbsence(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
