import type { Context } from '../context.js';
import { collect } from '../evaluation/find.js';
import { formatTable, type CommandResult } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

/** `dataset list`: the data sets of the service, and what their newest version holds. */
export async function listDatasets(context: Context, options: ServiceOptions): Promise<CommandResult> {
  const datasets = await collect(openService(context, options).listDatasets({}, context));
  const rows = datasets.map(({ id, name, licence, currentSnapshot: snapshot }) => [
    name,
    snapshot ? String(snapshot.version) : '-',
    String(snapshot?.sampleCount ?? 0),
    String(snapshot?.pictureCount ?? 0),
    licence ?? '',
    id,
  ]);
  return {
    text: formatTable([['name', 'version', 'samples', 'pictures', 'licence', 'id'], ...rows]),
    document: { datasets },
  };
}
