import type { Context } from '../context.js';
import { chooseSamples, type SampleChoice } from '../evaluation/choose-samples.js';
import { collect, findSnapshot } from '../evaluation/find.js';
import { formatTable, type CommandResult } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

export interface ListSamplesOptions extends ServiceOptions, SampleChoice {}

/** `dataset samples`: keys, scenes and captions, and with `--json` the poses: what a tool elsewhere needs to make the pictures. */
export async function listSamples(context: Context, name: string, options: ListSamplesOptions): Promise<CommandResult> {
  const service = openService(context, options);
  const { dataset, snapshot } = await findSnapshot(service, context.signal, name);
  const samples = chooseSamples(
    await collect(service.listDatasetSamples(snapshot.id, { signal: context.signal })),
    options,
  );
  const rows = samples.map(({ key, split, scene, caption }) => [key, split, scene ?? '', caption ?? '']);
  return {
    text: formatTable([['key', 'split', 'scene', 'caption'], ...rows]),
    document: { dataset: dataset.name, version: snapshot.version, samples },
  };
}
