import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { archived, notFound } from '../library/lock-for-edit.js';
import { loadPoses } from '../library/poses.js';
import { parseInput } from '../parse-input.js';
import { loadPoseCollections, type PoseCollection } from './pose-collections.js';

/** Poses that one call may put or take away. */
export const COLLECT_LIMIT = 1_000;

const PoseIds = z.array(z.uuid()).min(1).max(COLLECT_LIMIT);
const CollectPoses = z.strictObject({
  studioId: z.uuid(),
  collectionId: z.uuid(),
  poseIds: PoseIds,
  /** The pose of the collection behind which they come: null for the beginning. Left out: the end. */
  after: z.uuid().nullable().optional(),
});
const DropPoses = CollectPoses.omit({ after: true });

export type CollectPosesInput = z.input<typeof CollectPoses>;
export type DropPosesInput = z.input<typeof DropPoses>;

/**
 * Puts poses into a collection, in the order given and together; those that are in it move. No other pose's place changes, so that somebody
 * who reads page by page meanwhile misses none of them.
 *
 * @throws PlatformError INVALID_INPUT, NOT_FOUND; ARCHIVED about the collection
 */
export async function collectPoses(database: Database, input: CollectPosesInput): Promise<PoseCollection> {
  const { studioId, collectionId, poseIds, after } = parseInput(CollectPoses, input, 'collectPoses');
  return edit(database, studioId, collectionId, async (tx) => {
    const ids = [...new Set(poseIds)];
    await assertPoses(tx, studioId, ids);
    if (typeof after === 'string') await assertMember(tx, collectionId, after, ids);
    await tx.query('delete from pose_collection_items where collection_id = $1 and pose_id = any($2::uuid[])', [
      collectionId,
      ids,
    ]);
    await place(tx, collectionId, ids, after);
  });
}

/** Takes poses out of a collection; those that are not in it are not missed. @throws PlatformError as collectPoses */
export async function dropPoses(database: Database, input: DropPosesInput): Promise<PoseCollection> {
  const { studioId, collectionId, poseIds } = parseInput(DropPoses, input, 'dropPoses');
  return edit(database, studioId, collectionId, async (tx) => {
    await tx.query('delete from pose_collection_items where collection_id = $1 and pose_id = any($2::uuid[])', [
      collectionId,
      poseIds,
    ]);
  });
}

/** Under the collection's lock: of two who put something behind the same pose, the later comes first, and neither is lost. */
async function edit(
  database: Database,
  studioId: string,
  id: string,
  work: (tx: Transaction) => Promise<void>,
): Promise<PoseCollection> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<{ archivedAt: Date | null }>(
      'select archived_at as "archivedAt" from pose_collections where studio_id = $1 and id = $2 for update',
      [studioId, id],
    );
    if (!rows[0]) throw notFound('pose collection', id, 'collectionId');
    if (rows[0].archivedAt) throw archived('pose collection', id, 'collectionId');
    await work(tx);
    await tx.query('update pose_collections set revision = revision + 1, updated_at = now() where id = $1', [id]);
    return (await loadPoseCollections(tx, studioId, [id])).get(id)!;
  });
}

async function assertPoses(tx: Transaction, studioId: string, ids: readonly string[]): Promise<void> {
  const known = await loadPoses(tx, studioId, ids);
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown >= 0) throw notFound('pose', ids[unknown]!, `poseIds.${unknown}`);
}

async function assertMember(tx: Transaction, id: string, after: string, moving: readonly string[]): Promise<void> {
  const { rows } = await tx.query('select from pose_collection_items where collection_id = $1 and pose_id = $2', [
    id,
    after,
  ]);
  if (rows.length > 0 && !moving.includes(after)) return;
  throw new PlatformError(
    'INVALID_INPUT',
    {
      expected: 'a pose of the collection that stays where it is',
      got: rows.length > 0 ? 'one that is to move' : `pose ${after}, which is not in it`,
      where: 'after',
    },
    { field: 'after' },
  );
}

/** Places between two neighbours, evenly: numeric has as many digits as that takes. */
async function place(
  tx: Transaction,
  collectionId: string,
  ids: readonly string[],
  after: string | null | undefined,
): Promise<void> {
  await tx.query(
    `with low as (
       select max(position) as position from pose_collection_items
       where collection_id = $1 and ($3 or pose_id = $4)
     ), high as (
       select min(position) as position from pose_collection_items
       where collection_id = $1 and not $3 and ($4::uuid is null or position > (select position from low))
     )
     insert into pose_collection_items (collection_id, pose_id, position)
     select $1, item.id,
       case when high.position is null then coalesce(low.position, 0) + item.place
         else coalesce(low.position, high.position - $5 - 1)
           + (high.position - coalesce(low.position, high.position - $5 - 1)) * item.place / ($5 + 1) end
     from low, high, unnest($2::uuid[]) with ordinality as item (id, place)`,
    [collectionId, ids, after === undefined, after ?? null, ids.length],
  );
}
