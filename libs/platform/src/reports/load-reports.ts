import type { Sql } from '../database/database.js';
import { keepIds } from '../library/listing.js';
import { loadWork, loadWorkEventsOf } from '../work/load-work.js';
import { REPORT } from './report-work.js';
import { type EvaluationReport, REPORT_COLUMNS, type ReportEvent, type ReportProgress } from './vocabulary.js';

/** See loadWork. */
export function loadReports(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, EvaluationReport>> {
  return loadWork(sql, REPORT, REPORT_COLUMNS, studioId, ids);
}

/** The last that each report's worker said, by the report's id; absent where none has said anything yet. */
export async function loadReportProgress(
  sql: Sql,
  studioId: string,
  reportIds: readonly string[],
): Promise<Map<string, ReportProgress>> {
  const { rows } = await sql.query<{ id: string; payload: ReportProgress }>(
    `select r.id, e.payload from evaluation_reports r
     cross join lateral (
       select payload from report_events where report_id = r.id and type = 'PROGRESS' order by seq desc limit 1) as e
     where r.studio_id = $1 and r.id = any($2::uuid[])`,
    [studioId, keepIds(reportIds)],
  );
  return new Map(rows.map(({ id, payload }) => [id, payload]));
}

/** See loadWorkEventsOf. */
export function loadReportEventsOf(
  sql: Sql,
  studioId: string,
  reportIds: readonly string[],
  after: number,
): Promise<Map<string, ReportEvent[]>> {
  return loadWorkEventsOf(sql, REPORT, studioId, reportIds, after);
}
