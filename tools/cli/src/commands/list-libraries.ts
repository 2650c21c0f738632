import type { Context } from '../context.js';
import { formatTable, type CommandResult } from '../result.js';
import { loadLibraries, openService, type ServiceOptions } from '../service.js';

/** `library list`: the libraries of the service. */
export async function listLibraries(context: Context, options: ServiceOptions): Promise<CommandResult> {
  const libraries = await loadLibraries(openService(context, options), context.signal);
  const rows = libraries.map(({ id, name, poseCount, licence }) => [name, String(poseCount), licence ?? '', id]);
  return {
    text: formatTable([['name', 'poses', 'licence', 'id'], ...rows]),
    document: { libraries },
  };
}
