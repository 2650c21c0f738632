import type { Sql } from '../database/database.js';

/** A model folder as a worker has opened it. The digest is its identity: the same weights are one model, wherever they lie. */
export interface ModelRegistration {
  readonly name: string;
  readonly version: string | null;
  /** SHA-256 of what the networks compute from. */
  readonly digest: string;
  readonly family: 'humansd' | 'text-only' | 'controlnet' | 't2i-adapter';
  readonly licence: string | null;
  /** What a recipe for it begins with, and what its sizes must be multiples of; whoever freezes recipes reads it. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** Makes a model known, or renews what is known of it. @returns its id */
export async function registerModel(sql: Sql, model: ModelRegistration): Promise<string> {
  const { name, version, digest, family, licence, defaults } = model;
  const { rows } = await sql.query<{ id: string }>(
    `insert into models (name, version, digest, family, licence, defaults) values ($1, $2, $3, $4, $5, $6)
     on conflict (digest) do update set name = excluded.name, version = excluded.version, family = excluded.family,
       licence = excluded.licence, defaults = excluded.defaults, seen_at = now()
     returning id`,
    [name, version, digest, family, licence, JSON.stringify(defaults)],
  );
  return rows[0]!.id;
}
