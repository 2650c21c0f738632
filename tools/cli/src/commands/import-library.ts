import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  RejectedError,
  type Client,
  type ImportInput,
  type ImportProgress,
  type ImportReport,
} from '@contrapposto/client';
import type { Context } from '../context.js';
import { CliError, systemCodeOf } from '../errors.js';
import { isHumansdMapping } from '../files/humansd-folder.js';
import type { CommandResult, Warning } from '../result.js';
import { loadLibraries, openService, type ServiceOptions } from '../service.js';
import { importMapping } from './import-mapping.js';

export interface ImportOptions extends ServiceOptions {
  /** A name: made where there is none of it. */
  readonly library: string;
  readonly tags?: readonly string[];
  readonly licence?: string;
  readonly dryRun?: boolean;
  /** Where the paths of a HumanSD mapping begin; by default its own folder. */
  readonly root?: string;
}

interface Taken {
  readonly file: string;
  /** One, or of a mapping one a batch; none of a file that was refused. */
  readonly reports: readonly ImportReport[];
  /** Pose files of a mapping that gave none. */
  readonly refused: number;
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
    taken.push(await importPlace(service, context, libraryId, file, options));
  }
  const total = (count: (report: ImportReport) => number) =>
    taken.flatMap(({ reports }) => reports).reduce((sum, report) => sum + count(report), 0);
  const poses = total((report) => report.taken);
  const refused = total((report) => report.refused) + taken.reduce((sum, file) => sum + file.refused, 0);
  return {
    text: `${options.dryRun ? 'would be taken' : 'taken'}: ${poses} poses of ${files.length} files into ${options.library}; ${refused} refused`,
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

async function importPlace(
  service: Client,
  context: Context,
  libraryId: string,
  file: string,
  { tags = [], dryRun = false, root }: ImportOptions,
): Promise<Taken> {
  const place = { libraryId, tags, dryRun };
  if (!(await isHumansdMapping(file))) return importFile(service, context, file, place);
  return { file, ...(await importMapping(service, context, file, { ...place, ...(root !== undefined && { root }) })) };
}

async function importFile(
  service: Client,
  { signal, stderr }: Context,
  file: string,
  place: Omit<ImportInput, 'file'>,
): Promise<Taken> {
  const content = { name: path.basename(file), content: await openAsBlob(file) };
  const onProgress = (progress: ImportProgress) => {
    if (stderr.isTTY) stderr.write(describeProgress(progress));
  };
  try {
    const report = await service.importPoses({ ...place, file: content }, { signal, onProgress });
    const warnings = report.problems.map(({ message }) => ({ code: 'IMPORT_PROBLEM', message: `${file}: ${message}` }));
    return { file, reports: [report], refused: 0, warnings };
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    const warnings = [{ code: 'FILE_REFUSED', message: `${file}: ${error.message}` }];
    return { file, reports: [], refused: 0, warnings };
  }
}

/** A line that the next one takes the place of. */
function describeProgress({ phase, bytesRead, totalBytes, posesRead }: ImportProgress): string {
  const percent = totalBytes > 0 ? Math.min(100, Math.floor((100 * bytesRead) / totalBytes)) : 100;
  return `\r\u001b[K  ${phase === 'INDEX' ? 'read through' : 'read'} ${percent} %, ${posesRead} poses${percent === 100 ? '\n' : ''}`;
}
