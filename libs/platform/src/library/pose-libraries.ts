import type { Sql } from '../database/database.js';
import { Conditions } from '../paging/conditions.js';
import { type KeysetOrder, type Page, readPage } from '../paging/read-page.js';
import type { LicenceTerms } from './licence-terms.js';
import { byId, keepIds, type ListRequest, toPatterns } from './listing.js';

/** Its terms are those of every pose in it that says nothing else. */
export interface PoseLibrary extends LicenceTerms {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly revision: number;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface PoseLibraryFilter {
  /** Each word occurs in the name or the description. */
  readonly text?: string;
  /** Default false: those in use. True: those in the archive. */
  readonly archived?: boolean;
}

const COLUMNS = `id, name, description, licence, commercial_use as "commercialUse", attribution, source, author, revision,
  archived_at as "archivedAt", created_at as "createdAt", updated_at as "updatedAt"`;
const ORDER: KeysetOrder = { name: 'CREATED_AT_ASC', by: '"createdAt"', type: 'timestamptz' };

/** Oldest first. */
export function listPoseLibraries(
  sql: Sql,
  studioId: string,
  { filter, page }: ListRequest<PoseLibraryFilter>,
): Promise<Page<PoseLibrary>> {
  const where = choose(studioId, filter);
  const select = `select ${COLUMNS} from pose_libraries where ${where.sql}`;
  return readPage(sql, { select, values: where.values, order: ORDER }, page);
}

export async function countPoseLibraries(sql: Sql, studioId: string, filter?: PoseLibraryFilter): Promise<number> {
  const where = choose(studioId, filter);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from pose_libraries where ${where.sql}`,
    where.values,
  );
  return rows[0]!.count;
}

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadPoseLibraries(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, PoseLibrary>> {
  const { rows } = await sql.query<PoseLibrary>(
    `select ${COLUMNS} from pose_libraries where studio_id = $1 and id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

/** Poses in each library that are not archived. */
export async function countPosesOf(
  sql: Sql,
  studioId: string,
  libraryIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ id: string; count: number }>(
    `select l.id, count(p.id)::int as count from pose_libraries l
     left join poses p on p.library_id = l.id and p.archived_at is null
     where l.studio_id = $1 and l.id = any($2::uuid[]) group by l.id`,
    [studioId, keepIds(libraryIds)],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

function choose(studioId: string, { text, archived = false }: PoseLibraryFilter = {}): Conditions {
  return new Conditions()
    .add('studio_id = ?', studioId)
    .add('(archived_at is not null) = ?', archived)
    .add(`name || ' ' || description ilike all (?::text[])`, toPatterns(text));
}
