import type { Sql } from '../database/database.js';
import { byId, keepIds, type ListRequest, toPatterns } from '../library/listing.js';
import { choosePoses, type Pose, POSE_COLUMNS, POSES_FROM } from '../library/poses.js';
import { Conditions } from '../paging/conditions.js';
import { type KeysetOrder, type Page, readPage, readPages, type PageRequest } from '../paging/read-page.js';

/** Poses in an order that somebody gave them, whatever libraries they are in. */
export interface PoseCollection {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly revision: number;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface PoseCollectionFilter {
  /** Each word occurs in the name or the description. */
  readonly text?: string;
  /** Default false: those in use. True: those in the archive. */
  readonly archived?: boolean;
}

const COLUMNS = `c.id, c.name, c.description, c.revision, c.archived_at as "archivedAt", c.created_at as "createdAt",
  c.updated_at as "updatedAt"`;
const ORDER: KeysetOrder = { name: 'CREATED_AT_ASC', by: '"createdAt"', type: 'timestamptz' };
const ITEM_ORDER: KeysetOrder = { name: 'POSITION', by: 'position', type: 'numeric' };
const ITEMS_FROM = `pose_collection_items i join ${POSES_FROM.replace('poses p', 'poses p on p.id = i.pose_id')}`;

/** Oldest first. */
export function listPoseCollections(
  sql: Sql,
  studioId: string,
  { filter, page }: ListRequest<PoseCollectionFilter>,
): Promise<Page<PoseCollection>> {
  const where = choose(studioId, filter);
  const select = `select ${COLUMNS} from pose_collections c where ${where.sql}`;
  return readPage(sql, { select, values: where.values, order: ORDER }, page);
}

export async function countPoseCollections(sql: Sql, studioId: string, filter?: PoseCollectionFilter): Promise<number> {
  const where = choose(studioId, filter);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from pose_collections c where ${where.sql}`,
    where.values,
  );
  return rows[0]!.count;
}

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadPoseCollections(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, PoseCollection>> {
  const { rows } = await sql.query<PoseCollection>(
    `select ${COLUMNS} from pose_collections c where c.studio_id = $1 and c.id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

/** The same page of each collection's poses in use, in the collection's order, by its id. */
export function listCollectedPoses(
  sql: Sql,
  studioId: string,
  collectionIds: readonly string[],
  page: PageRequest,
): Promise<Map<string, Page<Pose>>> {
  const where = chooseItems(studioId, collectionIds);
  const select = `select i.collection_id as "collectionId", i.position, ${POSE_COLUMNS} from ${ITEMS_FROM} where ${where.sql}`;
  const keyset = { select, values: where.values, order: ITEM_ORDER, owner: '"collectionId"' };
  return readPages(sql, keyset, keepIds(collectionIds), page);
}

/** How many poses in use each collection has, by its id; one without is absent. */
export async function countCollectedPoses(
  sql: Sql,
  studioId: string,
  collectionIds: readonly string[],
): Promise<Map<string, number>> {
  const where = chooseItems(studioId, collectionIds);
  const { rows } = await sql.query<{ id: string; count: number }>(
    `select i.collection_id as id, count(*)::int as count from ${ITEMS_FROM} where ${where.sql} group by 1`,
    where.values,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** The collections in use that each pose is in, by the pose's id and then by name. */
export async function loadCollectionsOf(
  sql: Sql,
  studioId: string,
  poseIds: readonly string[],
): Promise<Map<string, PoseCollection[]>> {
  const { rows } = await sql.query<PoseCollection & { poseId: string }>(
    `select i.pose_id as "poseId", ${COLUMNS} from pose_collection_items i join pose_collections c on c.id = i.collection_id
     where c.studio_id = $1 and c.archived_at is null and i.pose_id = any($2::uuid[]) order by lower(c.name), c.id`,
    [studioId, keepIds(poseIds)],
  );
  const found = new Map<string, PoseCollection[]>(poseIds.map((id) => [id, []]));
  for (const { poseId, ...collection } of rows) found.get(poseId)?.push(collection);
  return found;
}

function chooseItems(studioId: string, collectionIds: readonly string[]): Conditions {
  return choosePoses(studioId).add('i.collection_id = any(?::uuid[])', keepIds(collectionIds));
}

function choose(studioId: string, { text, archived = false }: PoseCollectionFilter = {}): Conditions {
  return new Conditions()
    .add('c.studio_id = ?', studioId)
    .add('(c.archived_at is not null) = ?', archived)
    .add(`c.name || ' ' || c.description ilike all (?::text[])`, toPatterns(text));
}
