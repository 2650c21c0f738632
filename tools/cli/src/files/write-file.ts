import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CliError, systemCodeOf } from '../errors.js';

/**
 * Writes a whole file or nothing: into a temporary neighbour, flushed to disk, then renamed over the target.
 * Folders on the way are made. What is there and no plain file (a device, a pipe) is written to, never replaced.
 * Fails with OUTPUT_FAILED, which says what to do, and leaves no temporary file.
 */
export async function writeWholeFile(file: string, data: Uint8Array | string): Promise<void> {
  try {
    if (await isSpecial(file)) await writeFile(file, data);
    else await writeThenRename(file, data);
  } catch (error) {
    throw toOutputError(file, error);
  }
}

async function isSpecial(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found !== null && !found.isFile() && !found.isDirectory();
}

async function writeThenRename(file: string, data: Uint8Array | string): Promise<void> {
  const temporary = `${file}.${process.pid}.part`;
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeAndFlush(temporary, data);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeAndFlush(file: string, data: Uint8Array | string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space, or write elsewhere with --out. Nothing was left behind.',
  EDQUOT: 'The disk quota is used up. Free some space, or write elsewhere with --out. Nothing was left behind.',
  EACCES: 'You may not write there. Choose another place with --out, or change its permissions.',
  EPERM: 'You may not write there. Choose another place with --out, or change its permissions.',
  EROFS: 'That file system is read-only. Choose another place with --out.',
  EEXIST: 'A part of that path is a file, not a folder. Choose another place with --out.',
  EISDIR: 'That is a folder. Name a file in it, e.g. --out FOLDER/picture.png.',
  ENOTDIR: 'A part of that path is a file, not a folder. Choose another place with --out.',
};

function toOutputError(file: string, cause: unknown): CliError {
  const code = systemCodeOf(cause) ?? 'an unknown error';
  return new CliError(
    'OUTPUT_FAILED',
    `Expected to write ${file}, got ${code} from the file system.\n${ADVICE[code] ?? 'Choose another place with --out.'}`,
    { cause },
  );
}
