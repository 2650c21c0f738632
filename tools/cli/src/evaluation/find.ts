/** Things of the service by the name that a person calls them by, or by their id. */
import type { Client, Dataset, DatasetSnapshot, Model } from '@contrapposto/client';
import { CliError } from '../errors.js';

/** @throws CliError INVALID_OPTION naming those that there are */
export async function findDataset(service: Client, signal: AbortSignal, wanted: string): Promise<Dataset> {
  return pickNamed('a data set', wanted, await collect(service.listDatasets({}, { signal })));
}

/** The data set's newest snapshot, of which reports are made. */
export async function findSnapshot(
  service: Client,
  signal: AbortSignal,
  wanted: string,
): Promise<{ readonly dataset: Dataset; readonly snapshot: DatasetSnapshot }> {
  const dataset = await findDataset(service, signal, wanted);
  if (dataset.currentSnapshot) return { dataset, snapshot: dataset.currentSnapshot };
  throw new CliError(
    'INVALID_OPTION',
    `Expected a data set with samples, got "${dataset.name}", which has none yet.\nFill it: dataset import FILE --dataset "${dataset.name}"`,
  );
}

/** @throws CliError INVALID_OPTION naming those that there are */
export async function findModel(service: Client, signal: AbortSignal, wanted: string): Promise<Model> {
  return pickNamed('a model that a worker has', wanted, await collect(service.listModels({ signal })));
}

/** By id, or by a name that only one has. */
export async function findReport(service: Client, signal: AbortSignal, wanted: string): Promise<string> {
  const all = await collect(service.listReports({ search: wanted }, { signal }));
  const named = all.filter(({ name }) => name === wanted);
  const [only, ...others] = named;
  if (others.length === 0) return only?.id ?? wanted;
  const ids = named.map(({ id, createdAt }) => `${id}, of ${createdAt}`);
  throw new CliError(
    'INVALID_OPTION',
    `Expected a name that one report has, got "${wanted}". Name one by id:\n${ids.join('\n')}`,
  );
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** @throws CliError INVALID_OPTION naming those that there are */
export function pickNamed<Found extends Named>(what: string, wanted: string, all: readonly Found[]): Found {
  const found = all.find(({ id, name }) => name === wanted || id === wanted);
  if (found) return found;
  const names = all.length === 0 ? 'none' : all.map(({ name }) => name).join(', ');
  throw new CliError('INVALID_OPTION', `Expected ${what}, got "${wanted}".\nThere are: ${names}.`);
}

/** All, or the first so many. */
export async function collect<Item>(items: AsyncIterable<Item>, limit = Infinity): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
    if (all.length === limit) break;
  }
  return all;
}
