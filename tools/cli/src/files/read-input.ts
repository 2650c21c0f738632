import { readFile } from 'node:fs/promises';
import { CliError, systemCodeOf } from '../errors.js';

const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file. Check the path.',
  EISDIR: 'That is a folder. Name a file in it.',
  ENOTDIR: 'A part of that path is a file, not a folder. Check the path.',
  EACCES: 'You may not read it. Check its permissions.',
  ERR_FS_FILE_TOO_LARGE: 'It is larger than 2 GiB. Split it first.',
};

/** The bytes of a file that the user named. Fails with INPUT_UNREADABLE. @param what e.g. `a pose file` */
export async function readInput(file: string, what: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw toInputError(file, what, cause);
  }
}

/** What to say of a file that cannot be read. */
export function toInputError(file: string, what: string, cause: unknown): CliError {
  const code = systemCodeOf(cause) ?? 'an unknown error';
  const advice = ADVICE[code] ?? 'Check the path.';
  return new CliError('INPUT_UNREADABLE', `Expected ${what} at ${file}, got ${code}.\n${advice}`, { cause });
}
