import type { Sql } from '../database/database.js';
import type { LicenceTerms } from '../library/licence-terms.js';
import { byId, keepIds, type ListRequest, toPatterns } from '../library/listing.js';
import { Conditions } from '../paging/conditions.js';
import { type KeysetOrder, type Page, readPage } from '../paging/read-page.js';

/** Poses with captions, and pictures where there are any. What it holds is in its snapshots; its terms are those of each sample that states none. */
export interface Dataset extends LicenceTerms {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly revision: number;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface DatasetFilter {
  /** Each word occurs in the name or the description. */
  readonly text?: string;
  /** Default false: those in use. True: those in the archive. */
  readonly archived?: boolean;
}

const COLUMNS = `id, name, description, licence, commercial_use as "commercialUse", attribution, source, author, revision,
  archived_at as "archivedAt", created_at as "createdAt", updated_at as "updatedAt"`;
const ORDER: KeysetOrder = { name: 'CREATED_AT_DESC', by: '"createdAt"', type: 'timestamptz', descending: true };

/** The latest first. */
export function listDatasets(
  sql: Sql,
  studioId: string,
  { filter, page }: ListRequest<DatasetFilter>,
): Promise<Page<Dataset>> {
  const where = choose(studioId, filter);
  const select = `select ${COLUMNS} from datasets where ${where.sql}`;
  return readPage(sql, { select, values: where.values, order: ORDER }, page);
}

export async function countDatasets(sql: Sql, studioId: string, filter?: DatasetFilter): Promise<number> {
  const where = choose(studioId, filter);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from datasets where ${where.sql}`,
    where.values,
  );
  return rows[0]!.count;
}

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadDatasets(sql: Sql, studioId: string, ids: readonly string[]): Promise<Map<string, Dataset>> {
  const { rows } = await sql.query<Dataset>(
    `select ${COLUMNS} from datasets where studio_id = $1 and id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

function choose(studioId: string, { text, archived = false }: DatasetFilter = {}): Conditions {
  return new Conditions()
    .add('studio_id = ?', studioId)
    .add('(archived_at is not null) = ?', archived)
    .add(`name || ' ' || description ilike all (?::text[])`, toPatterns(text));
}
