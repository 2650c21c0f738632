import type { Sql } from '../database/database.js';
import type { PlatformErrorCode } from '../errors.js';
import { byId, keepIds } from '../library/listing.js';
import type { ImportReport } from './import-report.js';

/** Left by a process that has died in the middle; nothing of it was written. */
export const INTERRUPTED = 'IMPORT_INTERRUPTED';

/** RUNNING until it ends in one of the others, for good. */
export type PoseImportState = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED';

export interface ImportFailure {
  readonly code: PlatformErrorCode;
  readonly field: string | null;
  readonly message: string;
}

/** What is kept of a report: poses by their ids, the first hundred. */
export type KeptImportReport = Omit<ImportReport, 'poses'>;

/** An import of poses: how far it is, and what came of it. */
export interface PoseImport {
  readonly id: string;
  readonly libraryId: string;
  readonly fileName: string;
  readonly dryRun: boolean;
  readonly state: PoseImportState;
  /** INDEX: the first reading of a large file. READ: poses are read and written. */
  readonly phase: 'INDEX' | 'READ';
  /** Of this phase; the second may read some bytes several times. */
  readonly bytesRead: number;
  readonly totalBytes: number;
  readonly posesRead: number;
  readonly cancelRequested: boolean;
  readonly report: KeptImportReport | null;
  readonly failure: ImportFailure | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `id, library_id as "libraryId", file_name as "fileName", dry_run as "dryRun", state, phase, bytes_read::float8 as "bytesRead",
  total_bytes::float8 as "totalBytes", poses_read as "posesRead", cancel_requested_at is not null as "cancelRequested", report, failure,
  created_at as "createdAt", finished_at as "finishedAt"`;

/** Whoever reads a file says so every second. */
const SILENCE = `interval '30 seconds'`;

const DIED: ImportFailure = {
  code: INTERRUPTED,
  field: null,
  message:
    'Expected the import to be finished, got the end of the process that did it. Nothing was written: import the file again.',
};

/** By id; those that are unknown, or another studio's, are absent. Ends those whose process has died. */
export async function loadPoseImports(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, PoseImport>> {
  const values = [studioId, keepIds(ids)];
  const { rows } = await sql.query<PoseImport & { silent: boolean }>(
    `select ${COLUMNS}, state = 'RUNNING' and touched_at < now() - ${SILENCE} as silent
     from pose_imports where studio_id = $1 and id = any($2::uuid[])`,
    values,
  );
  if (!rows.some(({ silent }) => silent)) return byId(rows.map(({ silent: _, ...row }) => row));
  await sql.query(
    `update pose_imports set state = 'FAILED', failure = $3, finished_at = now()
     where studio_id = $1 and id = any($2::uuid[]) and state = 'RUNNING' and touched_at < now() - ${SILENCE}`,
    [...values, JSON.stringify(DIED)],
  );
  return loadPoseImports(sql, studioId, ids);
}
