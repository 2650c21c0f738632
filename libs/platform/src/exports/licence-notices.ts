import type { Pose } from '@contrapposto/pose';
import type { Sql } from '../database/database.js';
import { completeTerms, inheritTerms, type LicenceTerms } from '../library/licence-terms.js';
import { groupBy, keepIds } from '../library/listing.js';
import { describeThing, type LicenceNotice } from './licence-notice.js';

/** A version of a pose, with all that its notice is made from. */
interface PoseNoticeRow {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly library: string;
  readonly own: LicenceTerms;
  readonly inherited: LicenceTerms;
  /** The version that was asked for: itself, or one that this went into. */
  readonly owner: string;
  /** The part that this one is a part of; null where it is one of the owner itself. */
  readonly via: string | null;
}

const termsOf = (table: 'p' | 'l') =>
  `json_build_object('licence', ${table}.licence, 'commercialUse', ${table}.commercial_use, 'attribution', ${table}.attribution,
    'source', ${table}.source, 'author', ${table}.author)`;

/** Versions $2 of a studio $1, and after each the parts that operations have put into it. */
const selectNotices = (columns: string) =>
  `with went_in as (
     select id as owner, id, null::uuid as via from unnest($2::uuid[]) as asked (id)
     union all select version_id, part_id, via_id from pose_version_parts where version_id = any($2::uuid[]))
   select w.owner, w.via, v.id, p.name, v.version::text, l.name as library, ${termsOf('p')} as own, ${termsOf('l')} as inherited${columns}
   from went_in w join pose_versions v using (id) join poses p on p.id = v.pose_id join pose_libraries l on l.id = p.library_id
   where l.studio_id = $1 order by w.owner = w.id desc, p.name, v.id`;

/**
 * As they are now, of versions of poses by their id: each one's own first, then those of the parts that came into it from other poses. Those
 * that are unknown, or another studio's, are absent.
 */
export async function loadPoseNotices(
  sql: Sql,
  studioId: string,
  poseVersionIds: readonly string[],
): Promise<Map<string, LicenceNotice[]>> {
  const { rows } = await sql.query<PoseNoticeRow>(selectNotices(''), [studioId, keepIds(poseVersionIds)]);
  return new Map([...groupBy(rows, ({ owner }) => owner)].map(([id, group]) => [id, toNotices(group)]));
}

/** A version of a pose with its notices; null where it is unknown, or another studio's. */
export async function findNoticedPose(
  sql: Sql,
  studioId: string,
  poseVersionId: string,
): Promise<{ pose: Pose; notices: readonly LicenceNotice[] } | null> {
  const { rows } = await sql.query<PoseNoticeRow & { pose: Pose }>(
    selectNotices(', case when w.id = w.owner then v.pose end as pose'),
    [studioId, keepIds([poseVersionId])],
  );
  return rows[0] ? { pose: rows[0].pose, notices: toNotices(rows) } : null;
}

function toNotices(rows: readonly PoseNoticeRow[]): LicenceNotice[] {
  const notices = new Map(rows.map((row) => [row.id, { row, notice: toPoseNotice(row) }]));
  const pathTo = ({ owner, via }: PoseNoticeRow): string[] => {
    const between = via === null ? undefined : notices.get(via);
    const above = between ? pathTo(between.row) : [];
    const nearest = between ?? notices.get(owner);
    return nearest ? [...above, describeThing(nearest.notice)] : above;
  };
  return [...notices.values()].map(({ row, notice }) =>
    row.id === row.owner ? notice : { ...notice, partOf: pathTo(row) },
  );
}

function toPoseNotice({ id, name, version, library, own, inherited }: PoseNoticeRow): LicenceNotice {
  const statedBy = own.licence !== null ? 'POSE' : inherited.licence !== null ? 'LIBRARY' : null;
  return { kind: 'POSE', name, poseVersionId: id, version, library, statedBy, ...inheritTerms(own, inherited) };
}

const NOTHING = { attribution: null, source: null, author: null };

interface ModelNoticeRow {
  readonly name: string;
  readonly version: string | null;
  readonly licence: string | null;
}

/** A model belongs to the installation: its licence is what its folder says. */
export function toModelNotice({ name, version, licence }: ModelNoticeRow): LicenceNotice {
  const terms = completeTerms({ ...NOTHING, licence, commercialUse: null });
  return {
    ...{ kind: 'MODEL', name, version, poseVersionId: null, library: null },
    statedBy: licence === null ? null : 'MODEL',
    ...terms,
  };
}

/** A pose that came with the request, and is in no library: nobody has said anything about it. */
export const INLINE_POSE: LicenceNotice = {
  kind: 'POSE',
  name: 'pose of the request',
  poseVersionId: null,
  version: null,
  library: null,
  statedBy: null,
  ...NOTHING,
  licence: null,
  commercialUse: null,
};
