import type { Sql } from '../database/database.js';
import {
  countNamed,
  listNamed,
  loadNamed,
  NAMED_COLUMNS,
  type NamedFilter,
  type NamedTable,
  type NamedThing,
  OLDEST_FIRST,
} from '../library/list-named.js';
import { keepIds, type ListRequest } from '../library/listing.js';
import { choosePoses, type Pose, POSE_COLUMNS, POSES_FROM } from '../library/poses.js';
import type { Conditions } from '../paging/conditions.js';
import { countOwned } from '../paging/count-owned.js';
import { type KeysetOrder, type Page, type PageRequest, readPages } from '../paging/read-page.js';

/** Poses in an order that somebody gave them, whatever libraries they are in. */
export type PoseCollection = NamedThing;

export type PoseCollectionFilter = NamedFilter;

const COLLECTIONS: NamedTable = { table: 'pose_collections', columns: NAMED_COLUMNS, order: OLDEST_FIRST };
const ITEM_ORDER: KeysetOrder = { name: 'POSITION', by: 'position', type: 'numeric' };
const ITEMS_FROM = `pose_collection_items i join ${POSES_FROM.replace('poses p', 'poses p on p.id = i.pose_id')}`;

/** Oldest first. */
export function listPoseCollections(
  sql: Sql,
  studioId: string,
  request: ListRequest<PoseCollectionFilter>,
): Promise<Page<PoseCollection>> {
  return listNamed(sql, COLLECTIONS, studioId, request);
}

export function countPoseCollections(sql: Sql, studioId: string, filter?: PoseCollectionFilter): Promise<number> {
  return countNamed(sql, COLLECTIONS, studioId, filter);
}

/** By id; those that are unknown, or another studio's, are absent. */
export function loadPoseCollections(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, PoseCollection>> {
  return loadNamed(sql, COLLECTIONS, studioId, ids);
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
export function countCollectedPoses(
  sql: Sql,
  studioId: string,
  collectionIds: readonly string[],
): Promise<Map<string, number>> {
  const where = chooseItems(studioId, collectionIds);
  return countOwned(sql, 'i.collection_id', ITEMS_FROM, where);
}

/** The collections in use that each pose is in, by the pose's id and then by name. */
export async function loadCollectionsOf(
  sql: Sql,
  studioId: string,
  poseIds: readonly string[],
): Promise<Map<string, PoseCollection[]>> {
  const { rows } = await sql.query<PoseCollection & { poseId: string }>(
    `select i.pose_id as "poseId", ${NAMED_COLUMNS} from pose_collection_items i join pose_collections t on t.id = i.collection_id
     where t.studio_id = $1 and t.archived_at is null and i.pose_id = any($2::uuid[]) order by lower(t.name), t.id`,
    [studioId, keepIds(poseIds)],
  );
  const found = new Map<string, PoseCollection[]>(poseIds.map((id) => [id, []]));
  for (const { poseId, ...collection } of rows) found.get(poseId)?.push(collection);
  return found;
}

function chooseItems(studioId: string, collectionIds: readonly string[]): Conditions {
  return choosePoses(studioId).add('i.collection_id = any(?::uuid[])', keepIds(collectionIds));
}
