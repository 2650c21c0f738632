import type { Sql } from '../database/database.js';
import { byId, groupBy, keepIds } from '../library/listing.js';
import { type EvaluationReport, REPORT_COLUMNS, type ReportEvent, type ReportProgress } from './vocabulary.js';

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadReports(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, EvaluationReport>> {
  const { rows } = await sql.query<EvaluationReport>(
    `select ${REPORT_COLUMNS} from evaluation_reports where studio_id = $1 and id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
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

/** How many events of one report are read at once. */
const EVENT_LIMIT = 200;

/** Each report's events after a number, in order and at most 200, by the report's id. */
export async function loadReportEventsOf(
  sql: Sql,
  studioId: string,
  reportIds: readonly string[],
  after: number,
): Promise<Map<string, ReportEvent[]>> {
  const { rows } = await sql.query<ReportEvent>(
    `select report_id as "reportId", seq, type, payload, e.created_at as "createdAt"
     from report_events e join evaluation_reports r on r.id = e.report_id
     where r.studio_id = $1 and e.report_id = any($2::uuid[]) and seq > $3 and seq <= $3::bigint + ${EVENT_LIMIT} order by seq`,
    [studioId, keepIds(reportIds), after],
  );
  return groupBy(rows, ({ reportId }) => reportId);
}
