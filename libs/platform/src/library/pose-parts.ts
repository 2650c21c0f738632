import type { Transaction } from '../database/database.js';
import { notFound } from './lock-for-edit.js';

/** @throws PlatformError NOT_FOUND naming the first that is not this studio's */
export async function assertPoseVersions(tx: Transaction, studioId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await tx.query<{ id: string }>(
    `select v.id from pose_versions v join poses p on p.id = v.pose_id join pose_libraries l on l.id = p.library_id
     where l.studio_id = $1 and v.id = any($2::uuid[])`,
    [studioId, ids],
  );
  const known = new Set(rows.map(({ id }) => id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown >= 0) throw notFound('pose version', ids[unknown]!, `partIds.${unknown}`);
}

/**
 * Keeps what went into a version of a pose: the parts of the version before it, those that are named, and what had gone into those. A pose is
 * no part of itself.
 */
export async function insertParts(
  tx: Transaction,
  versionId: string,
  previousId: string,
  partIds: readonly string[],
): Promise<void> {
  await tx.query(
    `insert into pose_version_parts (version_id, part_id, via_id)
     select distinct on (part_id) $1::uuid, part_id, via_id from (
       select part_id, via_id, 1 as way from pose_version_parts where version_id = $2
       union all select id, null, 0 from unnest($3::uuid[]) as named (id)
       union all select part_id, coalesce(via_id, version_id), 2 from pose_version_parts where version_id = any($3::uuid[])
     ) as part join pose_versions v on v.id = part.part_id
     where v.pose_id <> (select pose_id from pose_versions where id = $1)
     order by part_id, way`,
    [versionId, previousId, partIds],
  );
}
