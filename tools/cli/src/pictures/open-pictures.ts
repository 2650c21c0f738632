import { openAsBlob } from 'node:fs';
import path from 'node:path';
import type { Progress } from '../report/progress.js';
import type { MatchedPicture } from './match-keys.js';

/** A picture of a sample, its bytes still on the disk. */
export interface OpenPicture {
  readonly key: string;
  readonly file: { readonly name: string; readonly content: Blob };
}

/** Opens pictures one after another, as whoever uploads them asks for the next, and shows how far that is. */
export async function* openPictures(
  folder: string,
  pictures: readonly MatchedPicture[],
  progress: Progress,
): AsyncGenerator<OpenPicture, void, void> {
  const started = performance.now();
  for (const [index, { key, file }] of pictures.entries()) {
    yield { key, file: { name: path.basename(file), content: await openAsBlob(path.join(folder, file)) } };
    progress.step(index + 1, pictures.length, performance.now() - started, null);
  }
}
