import type { Sql } from '../database/database.js';
import { completeTerms, inheritTerms, type LicenceTerms } from '../library/licence-terms.js';
import { keepIds } from '../library/listing.js';
import type { LicenceNotice } from './licence-notice.js';

/** A version of a pose, with all that its notice is made from. */
export interface PoseNoticeRow {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly library: string;
  readonly own: LicenceTerms;
  readonly inherited: LicenceTerms;
}

const termsOf = (table: 'p' | 'l') =>
  `json_build_object('licence', ${table}.licence, 'commercialUse', ${table}.commercial_use, 'attribution', ${table}.attribution,
    'source', ${table}.source, 'author', ${table}.author)`;

/** For a `select` from versions v of poses p in libraries l. */
export const POSE_NOTICE_COLUMNS = `v.id, p.name, v.version::text, l.name as library, ${termsOf('p')} as own, ${termsOf('l')} as inherited`;

/** As they are now, of versions of poses by their id; those that are unknown, or another studio's, are absent. */
export async function loadPoseNotices(
  sql: Sql,
  studioId: string,
  poseVersionIds: readonly string[],
): Promise<Map<string, LicenceNotice>> {
  const { rows } = await sql.query<PoseNoticeRow>(
    `select ${POSE_NOTICE_COLUMNS}
     from pose_versions v join poses p on p.id = v.pose_id join pose_libraries l on l.id = p.library_id
     where l.studio_id = $1 and v.id = any($2::uuid[])`,
    [studioId, keepIds(poseVersionIds)],
  );
  return new Map(rows.map((row) => [row.id, toPoseNotice(row)]));
}

export function toPoseNotice({ id, name, version, library, own, inherited }: PoseNoticeRow): LicenceNotice {
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
