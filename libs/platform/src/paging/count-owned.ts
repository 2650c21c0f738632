import type { Sql } from '../database/database.js';
import type { Conditions } from './conditions.js';

/**
 * How many rows each owner has, by its id; absent where there are none.
 *
 * @param owner the column of the owner's id
 */
export async function countOwned(
  sql: Sql,
  owner: string,
  from: string,
  where: Conditions,
): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ id: string; count: number }>(
    `select ${owner} as id, count(*)::int as count from ${from} where ${where.sql} group by 1`,
    where.values,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}
