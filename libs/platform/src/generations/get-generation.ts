import type { Sql } from '../database/database.js';
import { noWork } from '../work/no-work.js';
import { GENERATION } from './generation-work.js';
import { type Generation, GENERATION_COLUMNS } from './vocabulary.js';

/** @throws PlatformError NOT_FOUND */
export async function getGeneration(sql: Sql, id: string): Promise<Generation> {
  const { rows } = await sql.query<Generation>(`select ${GENERATION_COLUMNS} from generations where id = $1`, [id]);
  return rows[0] ?? noWork(GENERATION, id);
}
