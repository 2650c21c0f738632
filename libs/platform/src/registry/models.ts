import type { Sql } from '../database/database.js';
import { byId, keepIds } from '../library/listing.js';
import { type KeysetOrder, type Page, type PageRequest, readPage } from '../paging/read-page.js';
import type { ModelRegistration } from './register-model.js';

/** A model that some worker has had; of the installation, like the machines, and not of a studio. */
export interface Model extends ModelRegistration {
  readonly id: string;
  readonly createdAt: Date;
  /** When a worker last opened it. */
  readonly seenAt: Date;
}

const COLUMNS = 'id, name, version, digest, family, licence, defaults, created_at as "createdAt", seen_at as "seenAt"';
const ORDER: KeysetOrder = { name: 'CREATED_AT_ASC', by: '"createdAt"', type: 'timestamptz' };

/** In the order in which they became known. */
export function listModels(sql: Sql, page: PageRequest): Promise<Page<Model>> {
  return readPage(sql, { select: `select ${COLUMNS} from models where true`, values: [], order: ORDER }, page);
}

export async function countModels(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>('select count(*)::int as count from models');
  return rows[0]!.count;
}

/** By id; those that are unknown are absent. */
export async function loadModels(sql: Sql, ids: readonly string[]): Promise<Map<string, Model>> {
  const { rows } = await sql.query<Model>(`select ${COLUMNS} from models where id = any($1::uuid[])`, [keepIds(ids)]);
  return byId(rows);
}

/** The one that a worker opened last: what a caller means who names none. Null where there is none at all. */
export async function findLatestModel(sql: Sql): Promise<Model | null> {
  const { rows } = await sql.query<Model>(`select ${COLUMNS} from models order by seen_at desc, id limit 1`);
  return rows[0] ?? null;
}
