import type { PoseLibrarySummary } from '@contrapposto/client';
import type { Context } from '../context.js';
import { formatTable, type CommandResult } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

/** `library list`: the libraries of the service. */
export async function listLibraries(context: Context, options: ServiceOptions): Promise<CommandResult> {
  const libraries: PoseLibrarySummary[] = [];
  for await (const library of openService(context, options).listPoseLibraries(context)) libraries.push(library);
  const rows = libraries.map(({ id, name, poseCount, licence }) => [name, String(poseCount), licence ?? '', id]);
  return {
    text: formatTable([['name', 'poses', 'licence', 'id'], ...rows]),
    document: { libraries },
  };
}
