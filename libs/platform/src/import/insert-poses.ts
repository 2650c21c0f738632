import { randomUUID } from 'node:crypto';
import type { Transaction } from '../database/database.js';
import type { LicenceTerms } from '../library/licence-terms.js';
import type { PickedPose } from './pick-poses.js';

/**
 * Writes poses, each with its first version, in their order: they are created a microsecond apart, so that a list by time has it too.
 *
 * @param start how many this transaction has written already
 * @returns their ids
 */
export async function insertPoses(
  tx: Transaction,
  libraryId: string,
  poses: readonly PickedPose[],
  tags: readonly string[],
  start: number,
): Promise<string[]> {
  const ids = poses.map(() => randomUUID());
  const termsOf = <Key extends keyof LicenceTerms>(key: Key) => poses.map(({ terms }) => terms?.[key] ?? null);
  // Lists of tags differ in length, which no array of arrays in Postgres may.
  const tagLists = poses.map((pose) => JSON.stringify([...new Set([...tags, ...pose.tags])]));
  await tx.query(
    `insert into poses (id, library_id, name, tags, licence, commercial_use, attribution, source, author, current_version, created_at, updated_at)
     select id, $1, name, array(select jsonb_array_elements_text(tags)), licence, commercial_use, attribution, source, author, 1, at, at
     from unnest($2::uuid[], $3::text[], $4::jsonb[], $6::text[], $7::boolean[], $8::text[], $9::text[], $10::text[]) with ordinality
         as row (id, name, tags, licence, commercial_use, attribution, source, author, place),
       lateral (select now() + ($5::int + place) * interval '1 microsecond') as time (at)`,
    [
      ...[libraryId, ids, poses.map(({ name }) => name), tagLists, start],
      ...[termsOf('licence'), termsOf('commercialUse'), termsOf('attribution'), termsOf('source'), termsOf('author')],
    ],
  );
  await tx.query(
    `insert into pose_versions (pose_id, version, pose) select id, 1, pose from unnest($1::uuid[], $2::jsonb[]) as row (id, pose)`,
    [ids, poses.map(({ json }) => json)],
  );
  return ids;
}
