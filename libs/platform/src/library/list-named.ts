import type { QueryResultRow } from 'pg';
import type { Sql } from '../database/database.js';
import { Conditions } from '../paging/conditions.js';
import { type KeysetOrder, type Page, readPage } from '../paging/read-page.js';
import { byId, keepIds, type ListRequest, toPatterns } from './listing.js';
import type { NamedThings } from './named-things.js';

/** What a library, a collection and a data set have in common. */
export interface NamedThing {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly revision: number;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NamedFilter {
  /** Each word occurs in the name or the description. */
  readonly text?: string;
  /** Default false: those in use. True: those in the archive. */
  readonly archived?: boolean;
}

/** Where things of a kind are, as `t`. */
export interface NamedTable {
  readonly table: NamedThings<unknown>['table'];
  readonly columns: string;
  readonly order: KeysetOrder;
}

/** The columns of a NamedThing. */
export const NAMED_COLUMNS = `t.id, t.name, t.description, t.revision, t.archived_at as "archivedAt", t.created_at as "createdAt",
  t.updated_at as "updatedAt"`;

/** Those of one on terms besides. */
export const TERMS_COLUMNS = 't.licence, t.commercial_use as "commercialUse", t.attribution, t.source, t.author';

export const OLDEST_FIRST: KeysetOrder = { name: 'CREATED_AT_ASC', by: '"createdAt"', type: 'timestamptz' };
export const LATEST_FIRST: KeysetOrder = {
  name: 'CREATED_AT_DESC',
  by: '"createdAt"',
  type: 'timestamptz',
  descending: true,
};

export function listNamed<Thing extends QueryResultRow & NamedThing>(
  sql: Sql,
  { table, columns, order }: NamedTable,
  studioId: string,
  { filter, page }: ListRequest<NamedFilter>,
): Promise<Page<Thing>> {
  const where = choose(studioId, filter);
  const select = `select ${columns} from ${table} t where ${where.sql}`;
  return readPage(sql, { select, values: where.values, order }, page);
}

export async function countNamed(
  sql: Sql,
  { table }: NamedTable,
  studioId: string,
  filter?: NamedFilter,
): Promise<number> {
  const where = choose(studioId, filter);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from ${table} t where ${where.sql}`,
    where.values,
  );
  return rows[0]!.count;
}

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadNamed<Thing extends QueryResultRow & NamedThing>(
  sql: Sql,
  { table, columns }: NamedTable,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, Thing>> {
  const { rows } = await sql.query<Thing>(
    `select ${columns} from ${table} t where t.studio_id = $1 and t.id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

function choose(studioId: string, { text, archived = false }: NamedFilter = {}): Conditions {
  return new Conditions()
    .add('t.studio_id = ?', studioId)
    .add('(t.archived_at is not null) = ?', archived)
    .add(`t.name || ' ' || t.description ilike all (?::text[])`, toPatterns(text));
}
