import type { Sql } from '../database/database.js';
import { keepIds, type ListRequest, toPatterns } from '../library/listing.js';
import { Conditions } from '../paging/conditions.js';
import { type KeysetOrder, type Page, readPage } from '../paging/read-page.js';
import type { WorkState } from '../work/vocabulary.js';
import { type EvaluationReport, REPORT_COLUMNS } from './vocabulary.js';

export type ReportOrder = 'CREATED_AT_DESC' | 'CREATED_AT_ASC';

export interface ReportFilter {
  readonly states?: readonly WorkState[];
  readonly modelIds?: readonly string[];
  /** Any snapshot of them. */
  readonly datasetIds?: readonly string[];
  readonly snapshotIds?: readonly string[];
  /** Each word occurs in the name. */
  readonly text?: string;
  /** Default false: those in use. True: those in the archive. */
  readonly archived?: boolean;
}

const ORDERS: Readonly<Record<ReportOrder, KeysetOrder>> = {
  CREATED_AT_DESC: { name: 'CREATED_AT_DESC', by: '"createdAt"', type: 'timestamptz', descending: true },
  CREATED_AT_ASC: { name: 'CREATED_AT_ASC', by: '"createdAt"', type: 'timestamptz' },
};

/** The latest first, unless ordered otherwise. */
export function listReports(
  sql: Sql,
  studioId: string,
  { filter, orderBy = 'CREATED_AT_DESC', page }: ListRequest<ReportFilter, ReportOrder>,
): Promise<Page<EvaluationReport>> {
  const where = choose(studioId, filter);
  const select = `select ${REPORT_COLUMNS} from evaluation_reports where ${where.sql}`;
  return readPage(sql, { select, values: where.values, order: ORDERS[orderBy] }, page);
}

export async function countReports(sql: Sql, studioId: string, filter?: ReportFilter): Promise<number> {
  const where = choose(studioId, filter);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from evaluation_reports where ${where.sql}`,
    where.values,
  );
  return rows[0]!.count;
}

function choose(studioId: string, filter: ReportFilter = {}): Conditions {
  const { states, modelIds, datasetIds, snapshotIds, text, archived = false } = filter;
  const where = new Conditions()
    .add('studio_id = ?', studioId)
    .add('(archived_at is not null) = ?', archived)
    .add('name ilike all (?::text[])', toPatterns(text));
  if (states) where.add('state = any(?::work_state[])', states);
  if (modelIds) where.add('model_id = any(?::uuid[])', keepIds(modelIds));
  if (datasetIds)
    where.add(
      'snapshot_id in (select id from dataset_snapshots where dataset_id = any(?::uuid[]))',
      keepIds(datasetIds),
    );
  if (snapshotIds) where.add('snapshot_id = any(?::uuid[])', keepIds(snapshotIds));
  return where;
}
