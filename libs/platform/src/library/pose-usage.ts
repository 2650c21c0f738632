import type { Sql } from '../database/database.js';
import { byId, keepIds } from './listing.js';

/** What was made from a pose: why it cannot simply go. */
export interface PoseUsage {
  /** Those that somebody asked for: what reports asked for is told by these. */
  readonly generationCount: number;
  readonly exportCount: number;
  /** The latest first. */
  readonly datasets: readonly DatasetUse[];
  /** Those that judge samples made from it, the latest first. */
  readonly reports: readonly ReportUse[];
}

export interface DatasetUse {
  readonly id: string;
  readonly name: string;
  /** Of the snapshot. */
  readonly version: number;
  /** How many of its samples were made from the pose. */
  readonly samples: number;
}

export interface ReportUse {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

const SHOWN = 20;

/** Of each version, by its id. */
export function loadVersionUsage(
  sql: Sql,
  studioId: string,
  versionIds: readonly string[],
): Promise<Map<string, PoseUsage>> {
  return loadUsage(sql, studioId, 'v.id', versionIds);
}

/** Of each pose in all of its versions, by its id. */
export function loadPoseUsage(sql: Sql, studioId: string, poseIds: readonly string[]): Promise<Map<string, PoseUsage>> {
  return loadUsage(sql, studioId, 'v.pose_id', poseIds);
}

async function loadUsage(
  sql: Sql,
  studioId: string,
  owner: 'v.id' | 'v.pose_id',
  ids: readonly string[],
): Promise<Map<string, PoseUsage>> {
  const { rows } = await sql.query<PoseUsage & { id: string }>(
    `with version as (
       select v.id, ${owner} as owner from pose_versions v join poses p on p.id = v.pose_id join pose_libraries l on l.id = p.library_id
       where l.studio_id = $1 and ${owner} = any($2::uuid[])
     ), dataset as (
       select version.owner, d.id, d.name, s.version, s.created_at, count(*)::int as samples
       from version join dataset_samples on pose_version_id = version.id join dataset_snapshots s on s.id = snapshot_id
         join datasets d on d.id = s.dataset_id
       where d.studio_id = $1 group by 1, 2, 3, 4, 5
     )
     select owner.id,
       (select count(*)::int from version join generations g on g.pose_version_id = version.id
        where version.owner = owner.id and g.studio_id = $1 and g.report_id is null) as "generationCount",
       (select count(*)::int from version join pose_export_items i on i.pose_version_id = version.id
        where version.owner = owner.id) as "exportCount",
       (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'version', version, 'samples', samples) order by created_at desc), '[]')
        from (select * from dataset where dataset.owner = owner.id order by created_at desc limit ${SHOWN}) as latest) as datasets,
       (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'createdAt', created_at) order by created_at desc), '[]')
        from (select r.id, r.name, r.created_at from evaluation_reports r
              where r.studio_id = $1 and exists (
                select from version join dataset_samples d on d.pose_version_id = version.id
                  join report_samples s on s.key = d.key and s.report_id = r.id
                where version.owner = owner.id and d.snapshot_id = r.snapshot_id)
              order by r.created_at desc limit ${SHOWN}) as latest) as reports
     from (select distinct owner as id from version) as owner`,
    [studioId, keepIds(ids)],
  );
  return byId(rows.map(({ reports, ...usage }) => ({ ...usage, reports: reports.map(toReportUse) })));
}

/** JSON has no dates. */
function toReportUse(use: ReportUse): ReportUse {
  return { ...use, createdAt: new Date(use.createdAt) };
}
