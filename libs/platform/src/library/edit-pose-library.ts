import { z } from 'zod';
import { codeOf, type Database, type Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { parseInput } from '../parse-input.js';
import { Archive, type ArchiveInput, EDIT, mentioned, Name, text } from './fields.js';
import { TERMS } from './licence-terms.js';
import { lockForEdit } from './lock-for-edit.js';
import { loadPoseLibraries, type PoseLibrary } from './pose-libraries.js';

const FIELDS = {
  /** Unique among the studio's libraries in use, whatever the case of its letters. */
  name: Name,
  description: text(10_000),
  /** On which its poses may be used. */
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

const CreatePoseLibrary = z.strictObject({ studioId: z.uuid(), ...FIELDS }).partial(OPTIONAL);
const UpdatePoseLibrary = z.strictObject({ ...EDIT, ...FIELDS }).partial({ name: true, ...OPTIONAL });

export type CreatePoseLibraryInput = z.input<typeof CreatePoseLibrary>;
/** What is left out stays as it is. */
export type UpdatePoseLibraryInput = z.input<typeof UpdatePoseLibrary>;

/** SQLSTATE unique_violation: the only unique index here is the one of names. */
const NAME_TAKEN = '23505';

/** @throws PlatformError INVALID_INPUT, ALREADY_EXISTS */
export async function createPoseLibrary(database: Database, input: CreatePoseLibraryInput): Promise<PoseLibrary> {
  const { studioId, name, description = '', ...terms } = parseInput(CreatePoseLibrary, input, 'createPoseLibrary');
  const { licence = null, commercialUse = null, attribution = null, source = null, author = null } = terms;
  return write(database, studioId, name, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into pose_libraries (studio_id, name, description, licence, commercial_use, attribution, source, author)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [studioId, name, description, licence, commercialUse, attribution, source, author],
    );
    return rows[0]!.id;
  });
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION, ARCHIVED, ALREADY_EXISTS */
export async function updatePoseLibrary(database: Database, input: UpdatePoseLibraryInput): Promise<PoseLibrary> {
  const { studioId, id, revision, ...changes } = parseInput(UpdatePoseLibrary, input, 'updatePoseLibrary');
  return write(database, studioId, changes.name ?? '', async (tx) => {
    await lockForEdit(tx, 'pose library', { studioId, id, revision });
    const current = (await loadPoseLibraries(tx, studioId, [id])).get(id)!;
    const { name, description, ...rest } = { ...current, ...mentioned(changes) };
    const { licence, commercialUse, attribution, source, author } = rest;
    await tx.query(
      `update pose_libraries set name = $2, description = $3, licence = $4, commercial_use = $5, attribution = $6, source = $7,
         author = $8, revision = revision + 1, updated_at = now() where id = $1`,
      [id, name, description, licence, commercialUse, attribution, source, author],
    );
    return id;
  });
}

/**
 * Puts a library into the archive, or takes it out. Its poses go out of sight with it, and are not changed.
 *
 * @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION; ALREADY_EXISTS where another has its name by now
 */
export async function archivePoseLibrary(database: Database, input: ArchiveInput): Promise<PoseLibrary> {
  const { studioId, id, revision, archived } = parseInput(Archive, input, 'archivePoseLibrary');
  return write(database, studioId, 'of the archived library', async (tx) => {
    await lockForEdit(tx, 'pose library', { studioId, id, revision }, { evenArchived: true });
    await tx.query(
      `update pose_libraries set archived_at = case when $2 then coalesce(archived_at, now()) end, revision = revision + 1,
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
): Promise<PoseLibrary> {
  try {
    return await database.transaction(async (tx) => {
      const id = await work(tx);
      return (await loadPoseLibraries(tx, studioId, [id])).get(id)!;
    });
  } catch (error) {
    if (codeOf(error) !== NAME_TAKEN) throw error;
    throw new PlatformError(
      'ALREADY_EXISTS',
      { expected: 'a name that no library in use has', got: name, where: 'pose libraries', advice: 'Choose another.' },
      { field: 'name', cause: error },
    );
  }
}
