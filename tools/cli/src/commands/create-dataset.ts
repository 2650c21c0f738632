import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { collect, pickNamed } from '../evaluation/find.js';
import type { CommandResult } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

export interface CreateDatasetOptions extends ServiceOptions {
  readonly description?: string;
  readonly licence?: string;
  readonly source?: string;
  /** A library, whose poses become the samples. */
  readonly library?: string;
  readonly caption?: string;
  readonly scenes?: readonly string[];
}

/** `dataset create`: an empty data set, or the poses of a library in every scene. */
export async function createDataset(
  context: Context,
  name: string,
  options: CreateDatasetOptions,
): Promise<CommandResult> {
  return options.library === undefined
    ? createEmpty(context, name, options)
    : createPoseSet(context, name, { ...options, library: options.library });
}

async function createEmpty(context: Context, name: string, options: CreateDatasetOptions): Promise<CommandResult> {
  const { description, licence, source, caption, scenes } = options;
  if (caption !== undefined || scenes !== undefined)
    throw new CliError('INVALID_OPTION', 'Expected --library beside --caption and --scenes, got none.');
  const dataset = await openService(context, options).createDataset(
    {
      name,
      ...(description !== undefined && { description }),
      ...(licence !== undefined && { licence }),
      ...(source !== undefined && { source }),
    },
    context,
  );
  return {
    text: `${dataset.name} (${dataset.id}), without samples yet: dataset import FILE --dataset "${dataset.name}"`,
    document: { dataset },
  };
}

async function createPoseSet(
  context: Context,
  name: string,
  { library: wanted, caption, scenes, ...options }: CreateDatasetOptions & { readonly library: string },
): Promise<CommandResult> {
  const service = openService(context, options);
  const library = pickNamed('a library', wanted, await collect(service.listPoseLibraries(context)));
  const { snapshot } = await service.createPoseSet(
    {
      name,
      libraryId: library.id,
      ...(caption !== undefined && { caption }),
      ...(scenes !== undefined && { scenes: [...scenes] }),
    },
    context,
  );
  return {
    text: `${name}, version ${snapshot.version}: ${snapshot.sampleCount} samples of the library ${library.name}`,
    document: { snapshot },
  };
}
