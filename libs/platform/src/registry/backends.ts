import type { Sql } from '../database/database.js';
import { byId, keepIds } from '../library/listing.js';
import { type KeysetOrder, type Page, type PageRequest, readPage } from '../paging/read-page.js';
import type { BackendRegistration } from './register-backend.js';

/** A backend of a worker; of the installation, and not of a studio. */
export interface Backend extends BackendRegistration {
  readonly id: string;
  readonly createdAt: Date;
  /** When its worker was last heard of. */
  readonly seenAt: Date;
  /** Heard of within the last minute. */
  readonly healthy: boolean;
}

const COLUMNS = `id, worker, name, version, device, contract_version as "contractVersion", usable, reasons, capabilities,
  first_seen_at as "createdAt", seen_at as "seenAt", seen_at > now() - interval '1 minute' as healthy`;
const ORDER: KeysetOrder = { name: 'CREATED_AT_ASC', by: '"createdAt"', type: 'timestamptz' };

/** In the order in which they became known. */
export function listBackends(sql: Sql, page: PageRequest): Promise<Page<Backend>> {
  return readPage(sql, { select: `select ${COLUMNS} from backends where true`, values: [], order: ORDER }, page);
}

export async function countBackends(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>('select count(*)::int as count from backends');
  return rows[0]!.count;
}

/** By id; those that are unknown are absent. */
export async function loadBackends(sql: Sql, ids: readonly string[]): Promise<Map<string, Backend>> {
  const { rows } = await sql.query<Backend>(`select ${COLUMNS} from backends where id = any($1::uuid[])`, [
    keepIds(ids),
  ]);
  return byId(rows);
}
