import { z } from 'zod';
import type { Database } from '../database/database.js';
import { parseInput } from '../parse-input.js';
import { EDIT, mentioned, Name, text } from './fields.js';
import { type LicenceTerms, TERMS } from './licence-terms.js';
import { lockForEdit } from './lock-for-edit.js';
import { type NamedThings, writeNamed } from './named-things.js';

/** What holds assets on terms of its own: a library of poses, a data set. */
export interface ThingOnTerms extends LicenceTerms {
  readonly name: string;
  readonly description: string;
}

const FIELDS = {
  /** Unique among those of the studio in use, whatever the case of its letters. */
  name: Name,
  description: text(10_000),
  /** On which what it holds may be used. */
  ...TERMS,
};
const OPTIONAL = {
  description: true,
  licence: true,
  commercialUse: true,
  attribution: true,
  source: true,
  author: true,
} as const;

const Create = z.strictObject({ studioId: z.uuid(), ...FIELDS }).partial(OPTIONAL);
const Update = z.strictObject({ ...EDIT, ...FIELDS }).partial({ name: true, ...OPTIONAL });

export type CreateOnTermsInput = z.input<typeof Create>;
/** What is left out stays as it is. */
export type UpdateOnTermsInput = z.input<typeof Update>;

/** @throws PlatformError INVALID_INPUT, ALREADY_EXISTS */
export async function createOnTerms<Thing>(
  database: Database,
  things: NamedThings<Thing>,
  input: CreateOnTermsInput,
  where: string,
): Promise<Thing> {
  const { studioId, name, description = '', ...terms } = parseInput(Create, input, where);
  const { licence = null, commercialUse = null, attribution = null, source = null, author = null } = terms;
  return writeNamed(database, things, { studioId, name }, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into ${things.table} (studio_id, name, description, licence, commercial_use, attribution, source, author)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [studioId, name, description, licence, commercialUse, attribution, source, author],
    );
    return rows[0]!.id;
  });
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION, ARCHIVED, ALREADY_EXISTS */
export async function updateOnTerms<Thing extends ThingOnTerms>(
  database: Database,
  things: NamedThings<Thing>,
  input: UpdateOnTermsInput,
  where: string,
): Promise<Thing> {
  const { studioId, id, revision, ...changes } = parseInput(Update, input, where);
  return writeNamed(database, things, { studioId, name: changes.name ?? '' }, async (tx) => {
    await lockForEdit(tx, things.kind, { studioId, id, revision });
    const current: ThingOnTerms = (await things.load(tx, studioId, [id])).get(id)!;
    const { name, description, ...rest } = { ...current, ...mentioned(changes) };
    const { licence, commercialUse, attribution, source, author } = rest;
    await tx.query(
      `update ${things.table} set name = $2, description = $3, licence = $4, commercial_use = $5, attribution = $6, source = $7,
         author = $8, revision = revision + 1, updated_at = now() where id = $1`,
      [id, name, description, licence, commercialUse, attribution, source, author],
    );
    return id;
  });
}
