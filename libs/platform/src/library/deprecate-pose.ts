import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { parseInput } from '../parse-input.js';
import { EDIT } from './fields.js';
import { archived, lockForEdit, notFound } from './lock-for-edit.js';
import { loadPoses, type Pose } from './poses.js';

const DeprecatePose = z.strictObject({
  ...EDIT,
  /** The pose to be used instead; null takes the deprecation back. */
  inFavourOf: z.uuid().nullable(),
});

export type DeprecatePoseInput = z.input<typeof DeprecatePose>;

/**
 * Says that another pose is to be used instead of this one, which stays as it is and usable. Whoever follows `replacedBy` comes to an end: no pose is
 * replaced by itself, by way of however many others.
 *
 * @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION, ARCHIVED; REPLACEMENT_CYCLE
 */
export async function deprecatePose(database: Database, input: DeprecatePoseInput): Promise<Pose> {
  const { studioId, id, revision, inFavourOf } = parseInput(DeprecatePose, input, 'deprecatePose');
  return database.transaction(async (tx) => {
    await lockForEdit(tx, 'pose', { studioId, id, revision });
    if (inFavourOf !== null) await assertReplacement(tx, studioId, id, inFavourOf);
    await tx.query(
      `update poses set replaced_by = $2, deprecated_at = case when $2::uuid is not null then coalesce(deprecated_at, now()) end,
         revision = revision + 1, updated_at = now() where id = $1`,
      [id, inFavourOf],
    );
    return (await loadPoses(tx, studioId, [id])).get(id)!;
  });
}

interface Link {
  readonly replacedBy: string | null;
  readonly archivedAt: Date | null;
}

/**
 * Walks from the replacement to the end of its chain, and locks every pose on the way: of two that would close a circle from both sides, one waits
 * for the other, and Postgres gives up one of two that wait for each other. It runs again, and sees the circle.
 */
async function assertReplacement(tx: Transaction, studioId: string, id: string, first: string): Promise<void> {
  const chain = [id];
  for (let next: string | null = first; next !== null;) {
    chain.push(next);
    if (next === id) throw cycle(chain);
    const link = await lockLink(tx, studioId, next);
    if (!link) throw notFound('pose', next, 'inFavourOf');
    if (link.archivedAt && next === first) throw archived('pose', next, 'inFavourOf');
    next = link.replacedBy;
  }
}

async function lockLink(tx: Transaction, studioId: string, id: string): Promise<Link | undefined> {
  const { rows } = await tx.query<Link>(
    `select p.replaced_by as "replacedBy", coalesce(p.archived_at, l.archived_at) as "archivedAt"
     from poses p join pose_libraries l on l.id = p.library_id where l.studio_id = $1 and p.id = $2 for share of p`,
    [studioId, id],
  );
  return rows[0];
}

function cycle(chain: readonly string[]): PlatformError {
  return new PlatformError(
    'REPLACEMENT_CYCLE',
    {
      expected: 'a pose that is not itself replaced by this one',
      got: `a circle: ${chain.join(' -> ')}`,
      where: 'inFavourOf',
      advice: 'Take back the deprecation of one of them first.',
    },
    { field: 'inFavourOf' },
  );
}
