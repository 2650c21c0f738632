import type { ConversionReport } from '@contrapposto/pose';
import type { Sql } from '../database/database.js';
import { byId, keepIds } from '../library/listing.js';
import { type KeysetOrder, type Page, readPage, type PageRequest } from '../paging/read-page.js';
import type { LicenceNotice } from './licence-notice.js';
import type { ExportFormat } from './pose-writers.js';

export interface ExportedFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly byteSize: number;
  readonly mediaType: string;
}

/** What was once taken out, for what, and on which terms. */
export interface PoseExport {
  readonly id: string;
  readonly format: ExportFormat;
  readonly commercialUse: boolean;
  /** Of each pose, as they were, in the order of the request. */
  readonly licences: readonly LicenceNotice[];
  readonly report: ConversionReport;
  /** Those of the poses by name, and LICENCES.txt. */
  readonly files: readonly ExportedFile[];
  readonly createdAt: Date;
}

const COLUMNS = `e.id, e.format, e.commercial_use as "commercialUse", e.licences, e.report, e.created_at as "createdAt",
  (select json_agg(json_build_object('fileName', x.file_name, 'sha256', f.sha256, 'byteSize', f.byte_size, 'mediaType', f.media_type)
     order by x.file_name collate "C")
   from pose_export_files x join stored_files f on f.sha256 = x.sha256 where x.export_id = e.id) as files`;
const ORDER: KeysetOrder = { name: 'CREATED_AT_DESC', by: '"createdAt"', type: 'timestamptz', descending: true };

/** The latest first. */
export function listPoseExports(sql: Sql, studioId: string, page: PageRequest): Promise<Page<PoseExport>> {
  const select = `select ${COLUMNS} from pose_exports e where e.studio_id = $1`;
  return readPage(sql, { select, values: [studioId], order: ORDER }, page);
}

export async function countPoseExports(sql: Sql, studioId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    'select count(*)::int as count from pose_exports where studio_id = $1',
    [studioId],
  );
  return rows[0]!.count;
}

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadPoseExports(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, PoseExport>> {
  const { rows } = await sql.query<PoseExport>(
    `select ${COLUMNS} from pose_exports e where e.studio_id = $1 and e.id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}
