import type { Sql } from '../database/database.js';

export interface FoundFile {
  readonly sha256: string;
  readonly byteSize: number;
  readonly mediaType: string;
}

/** A file that the studio may see: a picture of one of its generations, data sets or reports, an upload or an export of its own. Null for any other, though it be stored. */
export async function findFile(sql: Sql, studioId: string, sha256: string): Promise<FoundFile | null> {
  const { rows } = await sql.query<FoundFile>(
    `select f.sha256, f.byte_size::double precision as "byteSize", f.media_type as "mediaType" from stored_files f
     where f.sha256 = $2 and (
       exists (select from generated_images i join generations g on g.id = i.generation_id where i.sha256 = $2 and g.studio_id = $1)
       or exists (select from dataset_samples p join dataset_snapshots v on v.id = p.snapshot_id join datasets d on d.id = v.dataset_id
         where p.sha256 = $2 and d.studio_id = $1)
       or exists (select from report_samples p join evaluation_reports r on r.id = p.report_id where p.sha256 = $2 and r.studio_id = $1)
       or exists (select from uploads u where u.sha256 = $2 and u.studio_id = $1)
       or exists (select from pose_export_files x join pose_exports e on e.id = x.export_id where x.sha256 = $2 and e.studio_id = $1))`,
    [studioId, sha256],
  );
  return rows[0] ?? null;
}
