import { z } from 'zod';
import type { Database } from '../database/database.js';
import { type ArchiveInput, EDIT, mentioned, Name, text } from '../library/fields.js';
import { lockForEdit } from '../library/lock-for-edit.js';
import { archiveNamed, type NamedThings, writeNamed } from '../library/named-things.js';
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

const COLLECTIONS: NamedThings<PoseCollection> = {
  kind: 'pose collection',
  called: 'collection',
  table: 'pose_collections',
  load: loadPoseCollections,
};

/** @throws PlatformError INVALID_INPUT, ALREADY_EXISTS */
export async function createPoseCollection(
  database: Database,
  input: CreatePoseCollectionInput,
): Promise<PoseCollection> {
  const { studioId, name, description = '' } = parseInput(CreatePoseCollection, input, 'createPoseCollection');
  return writeNamed(database, COLLECTIONS, { studioId, name }, async (tx) => {
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
  return writeNamed(database, COLLECTIONS, { studioId, name: changes.name ?? '' }, async (tx) => {
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

/** Puts a collection into the archive, or takes it out. Its poses stay where they are. See archiveNamed. */
export function archivePoseCollection(database: Database, input: ArchiveInput): Promise<PoseCollection> {
  return archiveNamed(database, COLLECTIONS, input, 'archivePoseCollection');
}
