import type { Sql } from '../database/database.js';
import type { Page } from '../paging/read-page.js';
import type { LicenceTerms } from './licence-terms.js';
import {
  countNamed,
  listNamed,
  loadNamed,
  NAMED_COLUMNS,
  type NamedFilter,
  type NamedTable,
  type NamedThing,
  OLDEST_FIRST,
  TERMS_COLUMNS,
} from './list-named.js';
import { keepIds, type ListRequest } from './listing.js';

/** Its terms are those of every pose in it that says nothing else. */
export interface PoseLibrary extends NamedThing, LicenceTerms {}

export type PoseLibraryFilter = NamedFilter;

const LIBRARIES: NamedTable = {
  table: 'pose_libraries',
  columns: `${NAMED_COLUMNS}, ${TERMS_COLUMNS}`,
  order: OLDEST_FIRST,
};

/** Oldest first. */
export function listPoseLibraries(
  sql: Sql,
  studioId: string,
  request: ListRequest<PoseLibraryFilter>,
): Promise<Page<PoseLibrary>> {
  return listNamed(sql, LIBRARIES, studioId, request);
}

export function countPoseLibraries(sql: Sql, studioId: string, filter?: PoseLibraryFilter): Promise<number> {
  return countNamed(sql, LIBRARIES, studioId, filter);
}

/** By id; those that are unknown, or another studio's, are absent. */
export function loadPoseLibraries(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, PoseLibrary>> {
  return loadNamed(sql, LIBRARIES, studioId, ids);
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
