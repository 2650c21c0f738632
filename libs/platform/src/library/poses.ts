import type { Pose as PoseData } from '@contrapposto/pose';
import type { Sql } from '../database/database.js';
import { Conditions } from '../paging/conditions.js';
import { type Page, readPage, readPages } from '../paging/read-page.js';
import { ALLOWING_IDS, type LicenceTerms } from './licence-terms.js';
import { byId, groupBy, keepIds, type LibraryOrder, type ListRequest, ORDERS, toPatterns } from './listing.js';

/** Its terms are those that it has of its own: `inheritTerms` adds the library's. */
export interface Pose extends LicenceTerms {
  readonly id: string;
  readonly libraryId: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly revision: number;
  readonly currentVersionId: string;
  /** In the current version. */
  readonly people: number;
  /** Not to be used any more, for the sake of `replacedBy`. */
  readonly deprecatedAt: Date | null;
  readonly replacedBy: string | null;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a pose was at some time. Versions never change. */
export interface PoseVersion {
  readonly id: string;
  readonly poseId: string;
  /** 1..n */
  readonly version: number;
  readonly data: PoseData;
  readonly people: number;
  readonly createdAt: Date;
}

export interface PoseFilter {
  /** Each word occurs in the name or a tag. */
  readonly text?: string;
  /** Left out: every library that is in use. */
  readonly libraryIds?: readonly string[];
  /** All of them. */
  readonly tags?: readonly string[];
  readonly people?: number;
  /** As libs/pose names it: coco17. */
  readonly skeleton?: string;
  /** True: those in three dimensions. False: all others. */
  readonly spatial?: boolean;
  /** The one that holds, its own or its library's, whatever the case of its letters; null: those without any. */
  readonly licence?: string | null;
  /** All of them. */
  readonly collectionIds?: readonly string[];
  /** Those that this user has marked; null is whoever works without signing in. */
  readonly favouriteOf?: string | null;
  /** Left out: both. */
  readonly deprecated?: boolean;
  /** True: those whose terms, and those of all that went into them, are known to allow it. False: all others. */
  readonly commercialUse?: boolean;
  /** Default false: those in use. True: those in the archive. */
  readonly archived?: boolean;
}

interface FacetCount<Value> {
  readonly value: Value;
  readonly count: number;
}

/** What the poses that a filter finds have, and how many of them: the most frequent first, of people the fewest. */
export interface PoseFacets {
  readonly tags: readonly FacetCount<string>[];
  readonly people: readonly FacetCount<number>[];
  readonly skeletons: readonly FacetCount<string>[];
  /** Those that hold, by the name that most write; null: no licence. */
  readonly licences: readonly FacetCount<string | null>[];
  /** Whether they are in three dimensions. */
  readonly spatial: readonly FacetCount<boolean>[];
}

export const NO_FACETS: PoseFacets = { tags: [], people: [], skeletons: [], licences: [], spatial: [] };

export const POSE_COLUMNS = `p.id, p.library_id as "libraryId", p.name, p.tags, p.revision, v.id as "currentVersionId", v.people,
  p.licence, p.commercial_use as "commercialUse", p.attribution, p.source, p.author, p.deprecated_at as "deprecatedAt",
  p.replaced_by as "replacedBy", p.archived_at as "archivedAt", p.created_at as "createdAt", p.updated_at as "updatedAt"`;
export const POSES_FROM = `poses p join pose_libraries l on l.id = p.library_id
  join pose_versions v on v.pose_id = p.id and v.version = p.current_version`;
const VERSION_COLUMNS = `v.id, v.pose_id as "poseId", v.version, v.pose as data, v.people, v.created_at as "createdAt"`;
const VERSION_FROM = `pose_versions v join poses p on p.id = v.pose_id join pose_libraries l on l.id = p.library_id`;
const FACET_LIMIT = 200;
/** The licence that holds: a pose's own, or its library's. */
const LICENCE = 'coalesce(p.licence, l.licence)';

export function listPoses(
  sql: Sql,
  studioId: string,
  { filter, orderBy = 'CREATED_AT_ASC', page }: ListRequest<PoseFilter, LibraryOrder>,
): Promise<Page<Pose>> {
  const where = choosePoses(studioId, filter);
  const select = `select ${POSE_COLUMNS} from ${POSES_FROM} where ${where.sql}`;
  return readPage(sql, { select, values: where.values, order: ORDERS[orderBy] }, page);
}

/** The same page of each library's poses, by its id; `filter.libraryIds` narrows the libraries. */
export function listPosesOf(
  sql: Sql,
  studioId: string,
  libraryIds: readonly string[],
  { filter, orderBy = 'CREATED_AT_ASC', page }: ListRequest<PoseFilter, LibraryOrder>,
): Promise<Map<string, Page<Pose>>> {
  const where = choosePoses(studioId, { libraryIds, ...filter });
  const select = `select ${POSE_COLUMNS} from ${POSES_FROM} where ${where.sql}`;
  const keyset = { select, values: where.values, order: ORDERS[orderBy], owner: '"libraryId"' };
  return readPages(sql, keyset, keepIds(libraryIds), page);
}

export async function countPoses(sql: Sql, studioId: string, filter?: PoseFilter): Promise<number> {
  const where = choosePoses(studioId, filter);
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from ${POSES_FROM} where ${where.sql}`,
    where.values,
  );
  return rows[0]!.count;
}

/** How many of each library's poses a filter finds, by the library's id; one that has none is absent. */
export async function countChosenPosesOf(
  sql: Sql,
  studioId: string,
  libraryIds: readonly string[],
  filter?: PoseFilter,
): Promise<Map<string, number>> {
  const where = choosePoses(studioId, { libraryIds, ...filter });
  const { rows } = await sql.query<{ id: string; count: number }>(
    `select p.library_id as id, count(*)::int as count from ${POSES_FROM} where ${where.sql} group by 1`,
    where.values,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export async function readPoseFacets(sql: Sql, studioId: string, filter?: PoseFilter): Promise<PoseFacets> {
  const where = choosePoses(studioId, filter);
  const { rows } = await sql.query<PoseFacets>(selectFacets(where.sql), where.values);
  return rows[0]!;
}

/** Of each library's poses, by the library's id. */
export async function readPoseFacetsOf(
  sql: Sql,
  studioId: string,
  libraryIds: readonly string[],
  filter?: PoseFilter,
): Promise<Map<string, PoseFacets>> {
  const where = choosePoses(studioId, { libraryIds, ...filter });
  const values = [...where.values, keepIds(libraryIds)];
  const { rows } = await sql.query<PoseFacets & { id: string }>(
    `select owners.id, facets.* from unnest($${values.length}::uuid[]) as owners(id)
     cross join lateral (${selectFacets(`${where.sql} and l.id = owners.id`)}) as facets`,
    values,
  );
  return new Map(rows.map(({ id, ...facets }) => [id, facets]));
}

function selectFacets(condition: string): string {
  const count = (from: string, value: string, order: string) =>
    `(select coalesce(json_agg(json_build_object('value', value, 'count', count) order by ${order}), '[]') from
        (select ${value} as value, count(*)::int as count from ${from} order by 2 desc, 1 limit ${FACET_LIMIT}) as counted)`;
  const often = 'count desc, value';
  return `with found as (
      select p.tags, v.people, v.skeleton, v.spatial, ${LICENCE} as licence from ${POSES_FROM} where ${condition})
    select ${count('found, unnest(tags) tag group by tag', 'tag', often)} as tags,
      ${count('found group by people', 'people', 'value')} as people,
      ${count('found group by skeleton', 'skeleton', often)} as skeletons,
      ${count('found group by lower(licence)', 'mode() within group (order by licence)', often)} as licences,
      ${count('found group by spatial', 'spatial', often)} as spatial`;
}

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadPoses(sql: Sql, studioId: string, ids: readonly string[]): Promise<Map<string, Pose>> {
  const { rows } = await sql.query<Pose>(
    `select ${POSE_COLUMNS} from ${POSES_FROM} where l.studio_id = $1 and p.id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadPoseVersions(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, PoseVersion>> {
  const { rows } = await sql.query<PoseVersion>(
    `select ${VERSION_COLUMNS} from ${VERSION_FROM} where l.studio_id = $1 and v.id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

/** Every version of each pose, the first first, by the pose's id. */
export async function loadPoseVersionsOf(
  sql: Sql,
  studioId: string,
  poseIds: readonly string[],
): Promise<Map<string, PoseVersion[]>> {
  const { rows } = await sql.query<PoseVersion>(
    `select ${VERSION_COLUMNS} from ${VERSION_FROM} where l.studio_id = $1 and p.id = any($2::uuid[]) order by v.version`,
    [studioId, keepIds(poseIds)],
  );
  return groupBy(rows, ({ poseId }) => poseId);
}

/** Of those that a filter finds, in no order. */
export async function selectPoseIds(sql: Sql, studioId: string, filter?: PoseFilter): Promise<string[]> {
  const where = choosePoses(studioId, filter);
  const { rows } = await sql.query<{ id: string }>(`select p.id from ${POSES_FROM} where ${where.sql}`, where.values);
  return rows.map(({ id }) => id);
}

/**
 * Conditions on POSES_FROM. Poses of an archived library are found where the filter names it, and nowhere else.
 */
export function choosePoses(studioId: string, filter: PoseFilter = {}): Conditions {
  const { text, libraryIds, tags = [], people, skeleton, spatial, archived = false } = filter;
  const where = new Conditions()
    .add('l.studio_id = ?', studioId)
    .add('(p.archived_at is not null) = ?', archived)
    .add(`p.name || ' ' || array_to_string(p.tags, ' ') ilike all (?::text[])`, toPatterns(text))
    .add('p.tags @> ?::text[]', tags.map(withoutNul));
  if (libraryIds === undefined) where.add('l.archived_at is null');
  else where.add('l.id = any(?::uuid[])', keepIds(libraryIds));
  if (people !== undefined) where.add('v.people = ?', people);
  if (skeleton !== undefined) where.add('v.skeleton = ?', withoutNul(skeleton));
  if (spatial !== undefined) where.add('v.spatial = ?', spatial);
  return addAssetConditions(where, filter);
}

function addAssetConditions(
  where: Conditions,
  { collectionIds, favouriteOf, deprecated, licence, commercialUse }: PoseFilter,
): Conditions {
  for (const id of collectionIds ?? [])
    where.add(
      'p.id in (select pose_id from pose_collection_items where collection_id = any(?::uuid[]))',
      keepIds([id]),
    );
  if (favouriteOf !== undefined)
    where.add('p.id in (select pose_id from pose_favourites where user_id is not distinct from ?::uuid)', favouriteOf);
  if (deprecated !== undefined) where.add('(p.deprecated_at is not null) = ?', deprecated);
  if (licence === null) where.add(`${LICENCE} is null`);
  else if (licence !== undefined) where.add(`lower(${LICENCE}) = lower(?)`, withoutNul(licence));
  if (commercialUse !== undefined)
    where.add(
      `(${allowsCommercially('p', 'l')} and not exists (
         select from pose_version_parts part join pose_versions pv on pv.id = part.part_id join poses pp on pp.id = pv.pose_id
           join pose_libraries pl on pl.id = pp.library_id
         where part.version_id = v.id and not ${allowsCommercially('pp', 'pl')})) = ?`,
      ALLOWING_IDS,
      ALLOWING_IDS,
      commercialUse,
    );
  return where;
}

/** Whether the terms of a pose, of its own or its library's, are known to allow it; a `?` in it stands for the ids that do. */
function allowsCommercially(pose: string, library: string): string {
  return `coalesce(${pose}.commercial_use, case when ${pose}.licence is null then ${library}.commercial_use end,
    lower(coalesce(${pose}.licence, ${library}.licence)) = any(?::text[]), false)`;
}

/** Text that Postgres takes; no value that it keeps has a NUL. */
function withoutNul(value: string): string {
  return value.replaceAll('\0', '');
}
