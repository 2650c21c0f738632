import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CliError, systemCodeOf } from '../errors.js';

/** What can be a picture, by its name's ending. */
const PICTURE = /\.(?:png|jpe?g|webp)$/i;

export interface FolderListing {
  /** Paths within the folder, with `/` between folders, in alphabetical order. */
  readonly pictures: readonly string[];
  /** Whatever else lies there, but for hidden files. */
  readonly others: readonly string[];
}

/** All pictures of a folder and of the folders in it. */
export async function listPictures(folder: string): Promise<FolderListing> {
  const entries = await readFolder(folder);
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)).split(path.sep).join('/'))
    .sort();
  const isPicture = (file: string) => PICTURE.test(file);
  return { pictures: files.filter(isPicture), others: files.filter((file) => !isPicture(file)) };
}

async function readFolder(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true, recursive: true });
  } catch (cause) {
    const got = systemCodeOf(cause) ?? 'an unknown error';
    throw new CliError('INPUT_UNREADABLE', `Expected a folder of pictures at ${folder}, got ${got}.`, { cause });
  }
}
