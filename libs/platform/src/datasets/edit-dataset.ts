import type { Database } from '../database/database.js';
import type { ArchiveInput } from '../library/fields.js';
import { archiveNamed, type NamedThings } from '../library/named-things.js';
import {
  createOnTerms,
  type CreateOnTermsInput,
  updateOnTerms,
  type UpdateOnTermsInput,
} from '../library/things-on-terms.js';
import { type Dataset, loadDatasets } from './datasets.js';

export type CreateDatasetInput = CreateOnTermsInput;
export type UpdateDatasetInput = UpdateOnTermsInput;

const DATASETS: NamedThings<Dataset> = {
  kind: 'data set',
  called: 'data set',
  table: 'datasets',
  load: loadDatasets,
};

/** @throws PlatformError INVALID_INPUT, ALREADY_EXISTS */
export function createDataset(database: Database, input: CreateDatasetInput): Promise<Dataset> {
  return createOnTerms(database, DATASETS, input, 'createDataset');
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION, ARCHIVED, ALREADY_EXISTS */
export function updateDataset(database: Database, input: UpdateDatasetInput): Promise<Dataset> {
  return updateOnTerms(database, DATASETS, input, 'updateDataset');
}

/** Puts a data set into the archive, or takes it out. Its snapshots stay, and so do the reports on them. See archiveNamed. */
export function archiveDataset(database: Database, input: ArchiveInput): Promise<Dataset> {
  return archiveNamed(database, DATASETS, input, 'archiveDataset');
}
