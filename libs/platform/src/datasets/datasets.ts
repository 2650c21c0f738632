import type { Sql } from '../database/database.js';
import type { LicenceTerms } from '../library/licence-terms.js';
import {
  countNamed,
  LATEST_FIRST,
  listNamed,
  loadNamed,
  NAMED_COLUMNS,
  type NamedFilter,
  type NamedTable,
  type NamedThing,
  TERMS_COLUMNS,
} from '../library/list-named.js';
import type { ListRequest } from '../library/listing.js';
import type { Page } from '../paging/read-page.js';

/** Poses with captions, and pictures where there are any. What it holds is in its snapshots; its terms are those of each sample that states none. */
export interface Dataset extends NamedThing, LicenceTerms {}

export type DatasetFilter = NamedFilter;

const DATASETS: NamedTable = {
  table: 'datasets',
  columns: `${NAMED_COLUMNS}, ${TERMS_COLUMNS}`,
  order: LATEST_FIRST,
};

/** The latest first. */
export function listDatasets(sql: Sql, studioId: string, request: ListRequest<DatasetFilter>): Promise<Page<Dataset>> {
  return listNamed(sql, DATASETS, studioId, request);
}

export function countDatasets(sql: Sql, studioId: string, filter?: DatasetFilter): Promise<number> {
  return countNamed(sql, DATASETS, studioId, filter);
}

/** By id; those that are unknown, or another studio's, are absent. */
export function loadDatasets(sql: Sql, studioId: string, ids: readonly string[]): Promise<Map<string, Dataset>> {
  return loadNamed(sql, DATASETS, studioId, ids);
}
