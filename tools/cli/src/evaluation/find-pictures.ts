import { CliError } from '../errors.js';
import { checkPictures, nameSome } from '../pictures/check-pictures.js';
import { listPictures } from '../pictures/list-pictures.js';
import { matchKeys, type MatchedPicture } from '../pictures/match-keys.js';
import type { Warning } from '../result.js';

export interface FoundPictures {
  readonly matched: readonly MatchedPicture[];
  /** Of all of them. */
  readonly bytes: number;
  readonly warnings: readonly Warning[];
}

/**
 * The picture of every sample in a folder, each looked at. Pictures of samples that were not chosen stay where they are.
 *
 * @param keys of the chosen samples
 * @param all keys of the whole snapshot
 * @throws CliError INPUT_UNREADABLE naming samples without a picture, pictures of no sample, and pictures that will not do
 */
export async function findPictures(
  folder: string,
  keys: readonly string[],
  all: readonly string[],
  signal: AbortSignal,
): Promise<FoundPictures> {
  const { pictures, others } = await listPictures(folder);
  const { matched: known, unknown, doubled } = matchKeys(all, pictures);
  const wanted = new Set(keys);
  const matched = known.filter(({ key }) => wanted.has(key));
  const having = new Set(matched.map(({ key }) => key));
  assertNone(
    'a picture for every sample, named after its key',
    'none for',
    keys.filter((key) => !having.has(key)),
  );
  assertNone('pictures of samples of the data set', 'others', unknown);
  assertNone('one picture for each sample', 'a second one', doubled);
  const bytes = await checkPictures(
    folder,
    matched.map(({ file }) => file),
    signal,
  );
  return { matched, bytes, warnings: describeOthers(others, known.length - matched.length) };
}

function assertNone(expected: string, got: string, names: readonly string[]): void {
  if (names.length === 0) return;
  throw new CliError(
    'INPUT_UNREADABLE',
    `Expected ${expected}, got ${got} (${names.length}):\n${nameSome(names)}\n"dataset samples NAME" lists the keys.`,
  );
}

function describeOthers(others: readonly string[], notChosen: number): Warning[] {
  const warn = (message: string): Warning => ({ code: 'PICTURE_LEFT_OUT', message });
  return [
    ...(others.length > 0 ? [warn(`${others.length} files are no pictures, and left out:\n${nameSome(others)}`)] : []),
    ...(notChosen > 0 ? [warn(`${notChosen} pictures are of samples that were not chosen, and left out.`)] : []),
  ];
}
