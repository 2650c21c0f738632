import type { Transaction } from '../database/database.js';
import { UniqueNames } from '../import/unique-names.js';

/** The name, or where the studio has it already, the name with a number. */
export async function takeName(
  tx: Transaction,
  table: 'pose_libraries' | 'datasets',
  studioId: string,
  name: string,
): Promise<string> {
  const { rows } = await tx.query<{ name: string }>(`select name from ${table} where studio_id = $1`, [studioId]);
  return new UniqueNames(rows.map((taken) => taken.name)).take(name);
}
