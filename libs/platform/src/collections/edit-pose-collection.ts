import { z } from 'zod';
import { codeOf, type Database, type Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { Archive, type ArchiveInput, EDIT, mentioned, Name, text } from '../library/fields.js';
import { lockForEdit } from '../library/lock-for-edit.js';
import { parseInput } from '../parse-input.js';
import { loadPoseCollections, type PoseCollection } from './pose-collections.js';

const FIELDS = {
  /** Unique among the studio's collections in use, whatever the case of its letters. */
  name: Name,
  description: text(10_000).optional(),
};

const CreatePoseCollection = z.strictObject({ studioId: z.uuid(), ...FIELDS });
const UpdatePoseCollection = z.strictObject({ ...EDIT, ...FIELDS }).partial({ name: true });

export type CreatePoseCollectionInput = z.input<typeof CreatePoseCollection>;
/** What is left out stays as it is. */
export type UpdatePoseCollectionInput = z.input<typeof UpdatePoseCollection>;

/** SQLSTATE unique_violation: the only unique index here is the one of names. */
const NAME_TAKEN = '23505';

/** @throws PlatformError INVALID_INPUT, ALREADY_EXISTS */
export async function createPoseCollection(
  database: Database,
  input: CreatePoseCollectionInput,
): Promise<PoseCollection> {
  const { studioId, name, description = '' } = parseInput(CreatePoseCollection, input, 'createPoseCollection');
  return write(database, studioId, name, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      'insert into pose_collections (studio_id, name, description) values ($1, $2, $3) returning id',
      [studioId, name, description],
    );
    return rows[0]!.id;
  });
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION, ARCHIVED, ALREADY_EXISTS */
export async function updatePoseCollection(
  database: Database,
  input: UpdatePoseCollectionInput,
): Promise<PoseCollection> {
  const { studioId, id, revision, ...changes } = parseInput(UpdatePoseCollection, input, 'updatePoseCollection');
  return write(database, studioId, changes.name ?? '', async (tx) => {
    await lockForEdit(tx, 'pose collection', { studioId, id, revision });
    const current = (await loadPoseCollections(tx, studioId, [id])).get(id)!;
    const { name, description } = { ...current, ...mentioned(changes) };
    await tx.query(
      'update pose_collections set name = $2, description = $3, revision = revision + 1, updated_at = now() where id = $1',
      [id, name, description],
    );
    return id;
  });
}

/**
 * Puts a collection into the archive, or takes it out. Its poses stay where they are.
 *
 * @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION; ALREADY_EXISTS where another has its name by now
 */
export async function archivePoseCollection(database: Database, input: ArchiveInput): Promise<PoseCollection> {
  const { studioId, id, revision, archived } = parseInput(Archive, input, 'archivePoseCollection');
  return write(database, studioId, 'of the archived collection', async (tx) => {
    await lockForEdit(tx, 'pose collection', { studioId, id, revision }, { evenArchived: true });
    await tx.query(
      `update pose_collections set archived_at = case when $2 then coalesce(archived_at, now()) end, revision = revision + 1,
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
): Promise<PoseCollection> {
  try {
    return await database.transaction(async (tx) => {
      const id = await work(tx);
      return (await loadPoseCollections(tx, studioId, [id])).get(id)!;
    });
  } catch (error) {
    throw codeOf(error) === NAME_TAKEN ? nameTaken(name) : error;
  }
}

function nameTaken(name: string): PlatformError {
  return new PlatformError(
    'ALREADY_EXISTS',
    { expected: 'a name that no collection in use has', got: JSON.stringify(name), where: 'name' },
    { field: 'name' },
  );
}
