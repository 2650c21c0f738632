import path from 'node:path';
import type { Client, PoseExportFormat } from '@contrapposto/client';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { writeWholeFile } from '../files/write-file.js';
import type { CommandResult } from '../result.js';
import { loadLibraries, openService, type ServiceOptions } from '../service.js';

/** As the service names them, in lower case. */
export const EXPORT_FORMATS = [
  'coco',
  'openpose',
  'controlnet',
  'dwpose',
  'mmpose',
  'yolo-pose',
  'humansd',
  'bvh',
  'glb',
  'vrma',
  'vrm-pose',
  'png',
  'svg',
] as const;

export interface ExportOptions extends ServiceOptions {
  readonly library?: string;
  readonly tag?: readonly string[];
  readonly format: (typeof EXPORT_FORMATS)[number];
  readonly commercial?: boolean;
  readonly profile?: string;
  readonly out: string;
  readonly dryRun?: boolean;
}

/** What the service takes at once. */
const MOST_POSES = 1000;

/** `library export`: poses of the service as files in a folder, their licences beside them. */
export async function exportLibrary(
  context: Context,
  text: string | undefined,
  options: ExportOptions,
): Promise<CommandResult> {
  const service = openService(context, options);
  const poses = await choosePoses(service, context, text, options);
  if (options.dryRun) {
    const names = poses.map(({ name }) => name);
    return {
      text: [...names, `would be exported: ${poses.length} poses as ${options.format}`].join('\n'),
      document: { poses, dryRun: true },
    };
  }
  const { files, licences, report } = await service.exportPoses(
    {
      poseIds: poses.map(({ id }) => id),
      format: options.format.toUpperCase().replace('-', '_') as PoseExportFormat,
      commercialUse: options.commercial ?? false,
      ...(options.profile !== undefined && { rendererProfile: options.profile }),
    },
    context,
  );
  const written: string[] = [];
  for (const file of files) {
    // The service names files after poses: never a path.
    const target = path.join(path.resolve(options.out), path.basename(file.fileName));
    await writeWholeFile(target, await service.download(file, context));
    written.push(target);
  }
  const terms = [...new Set(licences.map(({ licence }) => licence ?? 'no licence stated'))];
  return {
    text: [...written, `${poses.length} poses as ${options.format}, under ${terms.join(', ')}`].join('\n'),
    document: { files: written, licences, report },
  };
}

async function choosePoses(
  service: Client,
  { signal }: Context,
  text: string | undefined,
  { library, tag: tags = [] }: ExportOptions,
): Promise<{ id: string; name: string }[]> {
  const filter = {
    ...(text !== undefined && { text }),
    ...(tags.length > 0 && { tags }),
    ...(library !== undefined && { libraryIds: [await findLibrary(service, signal, library)] }),
  };
  const poses: { id: string; name: string }[] = [];
  for await (const { id, name } of service.searchPoses(filter, { orderBy: 'NAME_ASC', pageSize: 100, signal })) {
    poses.push({ id, name });
    if (poses.length > MOST_POSES) throw tooMany();
  }
  if (poses.length > 0) return poses;
  throw new CliError('POSE_FILE_INVALID', 'Expected at least one pose to export, found none. Widen the search.');
}

async function findLibrary(service: Client, signal: AbortSignal, name: string): Promise<string> {
  const libraries = await loadLibraries(service, signal);
  const found = libraries.find((library) => library.name === name);
  if (found) return found.id;
  const names = libraries.map((library) => library.name);
  throw new CliError(
    'INVALID_OPTION',
    `Expected the name of a library, got "${name}".\nThere are: ${names.join(', ')}.`,
  );
}

function tooMany(): CliError {
  return new CliError(
    'INVALID_OPTION',
    `Expected at most ${MOST_POSES} poses, got more.\nNarrow the search, or export by tags.`,
  );
}
