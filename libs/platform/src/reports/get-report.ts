import type { Sql } from '../database/database.js';
import { noWork } from '../work/no-work.js';
import { REPORT } from './report-work.js';
import { type EvaluationReport, REPORT_COLUMNS } from './vocabulary.js';

/** @throws PlatformError NOT_FOUND */
export async function getReport(sql: Sql, id: string): Promise<EvaluationReport> {
  const { rows } = await sql.query<EvaluationReport>(`select ${REPORT_COLUMNS} from evaluation_reports where id = $1`, [
    id,
  ]);
  return rows[0] ?? noWork(REPORT, id);
}
