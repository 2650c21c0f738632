import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { loadPoseNotices } from '../exports/licence-notices.js';
import { Name } from '../library/fields.js';
import { notFound } from '../library/lock-for-edit.js';
import { choosePoses, POSES_FROM } from '../library/poses.js';
import { invalidField, parseInput } from '../parse-input.js';
import { Caption, type CreatedSnapshot, finishSnapshot, Scene, Split } from './create-snapshot.js';
import { lockDataset } from './lock-dataset.js';
import { SnapshotDraft } from './snapshot-draft.js';

const PoseSet = z.strictObject({
  /** Of the data set: one that is in use gets another snapshot. */
  name: Name,
  libraryId: z.uuid().optional(),
  /** Instead of libraryId. */
  collectionId: z.uuid().optional(),
  /** Of every sample, with `{pose}` and `{scene}` for their names. Left out: `{pose}`, or `{scene}, {pose}` where there are scenes. */
  caption: Caption.trim().min(1).optional(),
  /** Every pose in every scene. */
  scenes: z.array(Scene).min(1).max(100).optional(),
  split: Split.default('validation'),
  createdBy: z.uuid().optional(),
});

type PoseSet = z.output<typeof PoseSet>;
export type CreatePoseSetInput = z.input<typeof PoseSet>;

/**
 * Freezes the poses of a library or a collection, in their current versions, to be judged by: a snapshot whose keys are the poses' ids, and
 * `<pose>:<scene>` where there are scenes.
 *
 * @throws PlatformError INVALID_INPUT, also where there is no pose; NOT_FOUND, TOO_MANY
 */
export async function createPoseSetSnapshot(
  database: Database,
  studioId: string,
  input: CreatePoseSetInput,
): Promise<CreatedSnapshot> {
  const set = parseInput(PoseSet, input, 'createPoseSetSnapshot');
  if ((set.libraryId === undefined) === (set.collectionId === undefined))
    throw invalidField('libraryId', 'neither or both', 'createPoseSetSnapshot', 'Name a library or a collection.');
  return database.transaction(async (tx) => {
    await assertSource(tx, studioId, set);
    const datasetId = await findDataset(tx, studioId, set.name);
    const draft = await SnapshotDraft.begin(tx, datasetId);
    const versionIds = await addPoses(tx, studioId, draft, set);
    const notices = await loadPoseNotices(tx, studioId, versionIds);
    return finishSnapshot(tx, studioId, draft, [...notices.values()].flat(), set.createdBy ?? null);
  });
}

async function assertSource(tx: Transaction, studioId: string, { libraryId, collectionId }: PoseSet): Promise<void> {
  const [kind, table, id, field] =
    libraryId === undefined
      ? (['pose collection', 'pose_collections', collectionId!, 'collectionId'] as const)
      : (['pose library', 'pose_libraries', libraryId, 'libraryId'] as const);
  const { rowCount } = await tx.query(`select from ${table} where studio_id = $1 and id = $2`, [studioId, id]);
  if (rowCount === 0) throw notFound(kind, id, field);
}

/** The one of that name that is in use, locked; a new one where there is none. */
async function findDataset(tx: Transaction, studioId: string, name: string): Promise<string> {
  await tx.query(
    `insert into datasets (studio_id, name) values ($1, $2)
     on conflict (studio_id, lower(name)) where archived_at is null do nothing`,
    [studioId, name],
  );
  const { rows } = await tx.query<{ id: string }>(
    'select id from datasets where studio_id = $1 and lower(name) = lower($2) and archived_at is null',
    [studioId, name],
  );
  return (await lockDataset(tx, studioId, rows[0]!.id)).id;
}

/** @returns the ids of their versions */
async function addPoses(
  tx: Transaction,
  studioId: string,
  draft: SnapshotDraft,
  { libraryId, collectionId, scenes, split, caption = scenes ? '{scene}, {pose}' : '{pose}' }: PoseSet,
): Promise<string[]> {
  const where = choosePoses(studioId, {
    ...(libraryId !== undefined && { libraryIds: [libraryId] }),
    ...(collectionId !== undefined && { collectionIds: [collectionId] }),
  });
  const { rows } = await tx.query<{ id: string }>(`select v.id from ${POSES_FROM} where ${where.sql}`, where.values);
  const place = where.values.length;
  await draft.addFrom(
    `select p.id::text || coalesce(':' || scene, ''), $${place + 1}, scene,
       replace(replace($${place + 2}::text, '{pose}', p.name), '{scene}', coalesce(scene, '')), v.pose, v.id, null, null, '{}'
     from ${POSES_FROM} cross join unnest(coalesce($${place + 3}::text[], array[null])) as scenes (scene) where ${where.sql}
     on conflict do nothing`,
    [...where.values, split, caption, scenes ?? null],
  );
  return rows.map(({ id }) => id);
}
