import { z } from 'zod';
import type { Database } from '../database/database.js';
import { notFound } from '../library/lock-for-edit.js';
import { parseInput } from '../parse-input.js';
import { type EvaluationReport, REPORT_COLUMNS } from './vocabulary.js';

const ArchiveReport = z.strictObject({ studioId: z.uuid(), id: z.uuid(), archived: z.boolean().default(true) });

export type ArchiveReportInput = z.input<typeof ArchiveReport>;

/**
 * Puts a report into the archive, or takes it out. What it measured stays as it is; one that runs goes on.
 *
 * @throws PlatformError INVALID_INPUT, NOT_FOUND
 */
export async function archiveReport(database: Database, input: ArchiveReportInput): Promise<EvaluationReport> {
  const { studioId, id, archived } = parseInput(ArchiveReport, input, 'archiveReport');
  const { rows } = await database.query<EvaluationReport>(
    `update evaluation_reports set archived_at = case when $3 then coalesce(archived_at, now()) end
     where studio_id = $1 and id = $2 returning ${REPORT_COLUMNS}`,
    [studioId, id, archived],
  );
  if (!rows[0]) throw notFound('report', id);
  return rows[0];
}
