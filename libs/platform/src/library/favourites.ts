import { z } from 'zod';
import type { Database, Sql } from '../database/database.js';
import { parseInput } from '../parse-input.js';
import { keepIds } from './listing.js';
import { notFound } from './lock-for-edit.js';
import { loadPoses, type Pose } from './poses.js';

const MarkFavourite = z.strictObject({
  studioId: z.uuid(),
  /** Null: whoever works without signing in. */
  userId: z.uuid().nullable(),
  poseId: z.uuid(),
  favourite: z.boolean(),
});

export type MarkFavouriteInput = z.input<typeof MarkFavourite>;

/** Marks a pose as one of a user's favourites, or takes the mark away. Nobody else sees it, and the pose is not edited. @throws PlatformError NOT_FOUND */
export async function markFavourite(database: Database, input: MarkFavouriteInput): Promise<Pose> {
  const { studioId, userId, poseId, favourite } = parseInput(MarkFavourite, input, 'markFavourite');
  const pose = (await loadPoses(database, studioId, [poseId])).get(poseId);
  if (!pose) throw notFound('pose', poseId, 'poseId');
  await database.query(
    favourite
      ? 'insert into pose_favourites (pose_id, user_id) values ($1, $2) on conflict do nothing'
      : 'delete from pose_favourites where pose_id = $1 and user_id is not distinct from $2::uuid',
    [poseId, userId],
  );
  return pose;
}

/** Which of some poses are a user's favourites, by id; the others are absent. */
export async function loadFavourites(
  sql: Sql,
  studioId: string,
  poseIds: readonly string[],
  userId: string | null,
): Promise<Map<string, true>> {
  const { rows } = await sql.query<{ id: string }>(
    `select f.pose_id as id from pose_favourites f join poses p on p.id = f.pose_id join pose_libraries l on l.id = p.library_id
     where l.studio_id = $1 and f.pose_id = any($2::uuid[]) and f.user_id is not distinct from $3::uuid`,
    [studioId, keepIds(poseIds), userId],
  );
  return new Map(rows.map(({ id }) => [id, true]));
}
