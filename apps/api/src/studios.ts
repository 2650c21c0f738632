import type { RequestContext } from './request-context.js';

export interface Studio {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** The caller's own studio; null for any other. */
export async function loadStudio(
  { database, studioId }: RequestContext,
  id: string = studioId,
): Promise<Studio | null> {
  if (id !== studioId) return null;
  const { rows } = await database.query<Studio>('select id, slug, name from studios where id = $1', [id]);
  return rows[0] ?? null;
}
