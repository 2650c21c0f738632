import { z } from 'zod';
import { codeOf, type Database, type Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { Archive, type ArchiveInput, EDIT, mentioned, Name, text } from '../library/fields.js';
import { TERMS } from '../library/licence-terms.js';
import { lockForEdit } from '../library/lock-for-edit.js';
import { parseInput } from '../parse-input.js';
import { type Dataset, loadDatasets } from './datasets.js';

const FIELDS = {
  /** Unique among the studio's data sets in use, whatever the case of its letters. */
  name: Name,
  description: text(10_000),
  /** On which its samples may be used. */
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

const CreateDataset = z.strictObject({ studioId: z.uuid(), ...FIELDS }).partial(OPTIONAL);
const UpdateDataset = z.strictObject({ ...EDIT, ...FIELDS }).partial({ name: true, ...OPTIONAL });

export type CreateDatasetInput = z.input<typeof CreateDataset>;
/** What is left out stays as it is. */
export type UpdateDatasetInput = z.input<typeof UpdateDataset>;

/** SQLSTATE unique_violation: the only unique index here is the one of names. */
const NAME_TAKEN = '23505';

/** @throws PlatformError INVALID_INPUT, ALREADY_EXISTS */
export async function createDataset(database: Database, input: CreateDatasetInput): Promise<Dataset> {
  const { studioId, name, description = '', ...terms } = parseInput(CreateDataset, input, 'createDataset');
  const { licence = null, commercialUse = null, attribution = null, source = null, author = null } = terms;
  return write(database, studioId, name, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into datasets (studio_id, name, description, licence, commercial_use, attribution, source, author)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [studioId, name, description, licence, commercialUse, attribution, source, author],
    );
    return rows[0]!.id;
  });
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION, ARCHIVED, ALREADY_EXISTS */
export async function updateDataset(database: Database, input: UpdateDatasetInput): Promise<Dataset> {
  const { studioId, id, revision, ...changes } = parseInput(UpdateDataset, input, 'updateDataset');
  return write(database, studioId, changes.name ?? '', async (tx) => {
    await lockForEdit(tx, 'data set', { studioId, id, revision });
    const current = (await loadDatasets(tx, studioId, [id])).get(id)!;
    const { name, description, ...rest } = { ...current, ...mentioned(changes) };
    const { licence, commercialUse, attribution, source, author } = rest;
    await tx.query(
      `update datasets set name = $2, description = $3, licence = $4, commercial_use = $5, attribution = $6, source = $7,
         author = $8, revision = revision + 1, updated_at = now() where id = $1`,
      [id, name, description, licence, commercialUse, attribution, source, author],
    );
    return id;
  });
}

/**
 * Puts a data set into the archive, or takes it out. Its snapshots stay, and so do the reports on them.
 *
 * @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION; ALREADY_EXISTS where another has its name by now
 */
export async function archiveDataset(database: Database, input: ArchiveInput): Promise<Dataset> {
  const { studioId, id, revision, archived } = parseInput(Archive, input, 'archiveDataset');
  return write(database, studioId, 'of the archived data set', async (tx) => {
    await lockForEdit(tx, 'data set', { studioId, id, revision }, { evenArchived: true });
    await tx.query(
      `update datasets set archived_at = case when $2 then coalesce(archived_at, now()) end, revision = revision + 1,
         updated_at = now() where id = $1`,
      [id, archived],
    );
    return id;
  });
}

async function write(
  database: Database,
  studioId: string,
  name: string,
  work: (tx: Transaction) => Promise<string>,
): Promise<Dataset> {
  try {
    return await database.transaction(async (tx) => {
      const id = await work(tx);
      return (await loadDatasets(tx, studioId, [id])).get(id)!;
    });
  } catch (error) {
    if (codeOf(error) !== NAME_TAKEN) throw error;
    throw new PlatformError(
      'ALREADY_EXISTS',
      { expected: 'a name that no data set in use has', got: name, where: 'data sets', advice: 'Choose another.' },
      { field: 'name', cause: error },
    );
  }
}
