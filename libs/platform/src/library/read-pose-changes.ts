import type { Pose as PoseData } from '@contrapposto/pose';
import type { Sql } from '../database/database.js';

/** A pose as an index outside of the database wants it: what it is now, in its current version. */
export interface PoseChange {
  readonly id: string;
  readonly versionId: string;
  readonly studioId: string;
  readonly libraryId: string;
  readonly tags: readonly string[];
  readonly people: number;
  readonly archived: boolean;
  readonly data: PoseData;
}

/** How far somebody has read. Numbers of transactions, which are longer than a double is exact. */
export interface PoseChangeMark {
  /** All that was written in transactions before this one has been read. */
  readonly since: string;
  /** In the middle of a long reading: where it goes on, and the mark that it ends with. */
  readonly page?: { readonly changedIn: string; readonly id: string; readonly upTo: string };
}

export interface PoseChanges {
  readonly changed: readonly PoseChange[];
  readonly deletedIds: readonly string[];
  readonly next: PoseChangeMark;
  /** False: nothing was left to read when this was. */
  readonly more: boolean;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const USUAL_LIMIT = 5_000;

/**
 * What has become of the poses of all studios since a mark, null for all of them. Nothing is ever missed: what transactions wrote that were not
 * over yet comes again the next time, so whoever keeps an index puts and removes, and counts nothing.
 */
export async function readPoseChanges(
  sql: Sql,
  mark: PoseChangeMark | null,
  limit = USUAL_LIMIT,
): Promise<PoseChanges> {
  const { since, page }: PoseChangeMark = mark ?? { since: '0' };
  const { rows } = await sql.query<ChangeRow>(
    `select snapshot.up_to as "upTo", changed.*,
       (select coalesce(array_agg(pose_id), '{}') from pose_deletions where changed_in >= $1::bigint and $1::bigint > 0) as "deletedIds"
     from (select pg_snapshot_xmin(pg_current_snapshot())::text as up_to) as snapshot
     left join lateral (
       select p.id, p.changed_in::text as "changedIn", v.id as "versionId", l.studio_id as "studioId", l.id as "libraryId", p.tags, v.people,
         p.archived_at is not null as archived, v.pose as data
       from poses p join pose_libraries l on l.id = p.library_id
         join pose_versions v on v.pose_id = p.id and v.version = p.current_version
       where (p.changed_in, p.id) > ($2::bigint, $3::uuid) order by p.changed_in, p.id limit $4
     ) as changed on true order by changed."changedIn"::bigint, changed.id`,
    [since, page?.changedIn ?? since, page?.id ?? FIRST_ID, limit],
  );
  const changed = rows.filter(isPose);
  const { upTo, deletedIds } = rows[0]!;
  const end = page?.upTo ?? upTo;
  const last = changed.length === limit ? changed.at(-1)! : null;
  return {
    changed: changed.map(toChange),
    deletedIds,
    next: last ? { since, page: { changedIn: last.changedIn, id: last.id, upTo: end } } : { since: end },
    more: last !== null,
  };
}

interface Snapshot {
  readonly upTo: string;
  readonly deletedIds: string[];
}

type PoseRow = PoseChange & Snapshot & { readonly changedIn: string };
type ChangeRow = PoseRow | (Snapshot & { readonly id: null });

/** Where nothing has changed there is one row all the same, with the snapshot. */
function isPose(row: ChangeRow): row is PoseRow {
  return row.id !== null;
}

function toChange({ upTo: _upTo, deletedIds: _deletedIds, changedIn: _changedIn, ...change }: PoseRow): PoseChange {
  return change;
}
