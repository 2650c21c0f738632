import { z } from 'zod';
import type { Sql } from '../database/database.js';
import { Name } from '../library/fields.js';
import { parseInput } from '../parse-input.js';

const EnsureStudio = z.strictObject({
  /** Lower-case letters, digits and dashes. */
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: Name,
});

export interface Studio {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** The studio of that slug; where there is none yet, a new one of that name. */
export async function ensureStudio(sql: Sql, input: z.input<typeof EnsureStudio>): Promise<Studio> {
  const { slug, name } = parseInput(EnsureStudio, input, 'ensureStudio');
  await sql.query('insert into studios (slug, name) values ($1, $2) on conflict (slug) do nothing', [slug, name]);
  const { rows } = await sql.query<Studio>('select id, slug, name from studios where slug = $1', [slug]);
  return rows[0]!;
}
