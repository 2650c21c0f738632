import { randomUUID } from 'node:crypto';
import type { Transaction } from '../database/database.js';
import type { PickedPose } from './pick-poses.js';

/** Rows to a statement: large enough that the way to the server does not count, small enough for its memory. */
const CHUNK = 500;

/**
 * Writes poses, each with its first version, in their order: they are created a microsecond apart, so that a list by time has it too.
 *
 * @returns their ids
 */
export async function insertPoses(
  tx: Transaction,
  libraryId: string,
  poses: readonly PickedPose[],
  tags: readonly string[] = [],
): Promise<string[]> {
  const ids = poses.map(() => randomUUID());
  for (let start = 0; start < poses.length; start += CHUNK) {
    const end = start + CHUNK;
    await insertChunk(tx, libraryId, start, ids.slice(start, end), poses.slice(start, end), tags);
  }
  return ids;
}

async function insertChunk(
  tx: Transaction,
  libraryId: string,
  start: number,
  ids: readonly string[],
  poses: readonly PickedPose[],
  tags: readonly string[],
): Promise<void> {
  // Lists of tags differ in length, which no array of arrays in Postgres may.
  const tagLists = poses.map((pose) => JSON.stringify([...new Set([...tags, ...pose.tags])]));
  await tx.query(
    `insert into poses (id, library_id, name, tags, current_version, created_at, updated_at)
     select id, $1, name, array(select jsonb_array_elements_text(tags)), 1, at, at
     from unnest($2::uuid[], $3::text[], $4::jsonb[]) with ordinality as row (id, name, tags, place),
       lateral (select now() + ($5::int + place) * interval '1 microsecond') as time (at)`,
    [libraryId, ids, poses.map(({ name }) => name), tagLists, start],
  );
  await tx.query(
    `insert into pose_versions (pose_id, version, pose) select id, 1, pose from unnest($1::uuid[], $2::jsonb[]) as row (id, pose)`,
    [ids, poses.map(({ json }) => json)],
  );
}
