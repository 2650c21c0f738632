import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { RejectedError, type Client, type ImportReport } from '@contrapposto/client';
import type { Context } from '../context.js';
import { CliError, systemCodeOf } from '../errors.js';
import type { CommandResult, Warning } from '../result.js';
import { loadLibraries, openService, type ServiceOptions } from '../service.js';

export interface ImportOptions extends ServiceOptions {
  /** A name: made where there is none of it. */
  readonly library: string;
  readonly tags?: readonly string[];
  readonly licence?: string;
  readonly dryRun?: boolean;
}

interface Taken {
  readonly file: string;
  readonly report: ImportReport | null;
  readonly warnings: readonly Warning[];
}

/** `library import`: files, and all files of folders, into a library; what cannot be read is told, and the others go on. */
export async function importLibrary(
  context: Context,
  places: readonly string[],
  options: ImportOptions,
): Promise<CommandResult> {
  const files = (await Promise.all(places.map(listFiles))).flat();
  const service = openService(context, options);
  const libraryId = await findLibrary(service, context, options);
  const taken: Taken[] = [];
  for (const file of files) {
    context.signal.throwIfAborted();
    if (context.stderr.isTTY) context.stderr.write(`${taken.length + 1} of ${files.length}: ${file}\n`);
    taken.push(await importFile(service, context, libraryId, file, options));
  }
  const total = (count: (report: ImportReport) => number) =>
    taken.reduce((sum, { report }) => sum + (report ? count(report) : 0), 0);
  const poses = total((report) => report.taken);
  return {
    text: `${options.dryRun ? 'would be taken' : 'taken'}: ${poses} poses of ${files.length} files into ${options.library}; ${total(({ refused }) => refused)} refused`,
    document: { library: options.library, dryRun: options.dryRun ?? false, poses, files: taken },
    warnings: taken.flatMap(({ warnings }) => warnings),
  };
}

/** A file, or the files of a folder by name; hidden ones and folders in it are left out. */
async function listFiles(place: string): Promise<string[]> {
  try {
    if (!(await stat(place)).isDirectory()) return [place];
    const entries = await readdir(place, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
    return names.sort().map((name) => path.join(place, name));
  } catch (cause) {
    const got = systemCodeOf(cause) ?? 'an unknown error';
    throw new CliError('INPUT_UNREADABLE', `Expected a file or a folder at ${place}, got ${got}.`, { cause });
  }
}

/** In a dry run nothing is made: an import needs some library to be tried against. */
async function findLibrary(service: Client, { signal }: Context, options: ImportOptions): Promise<string> {
  const { library: name, licence, dryRun = false } = options;
  const libraries = await loadLibraries(service, signal);
  const found = libraries.find((library) => library.name === name) ?? (dryRun ? libraries[0] : undefined);
  if (found) return found.id;
  return (await service.createPoseLibrary({ name, ...(licence !== undefined && { licence }) }, { signal })).id;
}

async function importFile(
  service: Client,
  { signal }: Context,
  libraryId: string,
  file: string,
  { tags = [], dryRun = false }: ImportOptions,
): Promise<Taken> {
  const content = { name: path.basename(file), content: await openAsBlob(file) };
  try {
    const report = await service.importPoses({ libraryId, file: content, tags, dryRun }, { signal });
    const warnings = report.problems.map(({ message }) => ({ code: 'IMPORT_PROBLEM', message: `${file}: ${message}` }));
    return { file, report, warnings };
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return { file, report: null, warnings: [{ code: 'FILE_REFUSED', message: `${file}: ${error.message}` }] };
  }
}
