import type { Sql } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { type Generation, GENERATION_COLUMNS } from './vocabulary.js';

/** @throws PlatformError NOT_FOUND */
export async function getGeneration(sql: Sql, id: string): Promise<Generation> {
  const { rows } = await sql.query<Generation>(`select ${GENERATION_COLUMNS} from generations where id = $1`, [id]);
  return rows[0] ?? noGeneration(id);
}

export function noGeneration(id: string): never {
  throw new PlatformError('NOT_FOUND', { expected: 'a generation', got: `none with id ${id}`, where: 'generations' });
}
