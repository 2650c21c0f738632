import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { insertPoses } from '../import/insert-poses.js';
import { insertPrompt } from '../library/edit-prompt.js';
import type { PickedPose } from '../import/pick-poses.js';
import { readSeedPoses, readSeedPrompts, readSeedSpatialPoses } from './read-seed.js';
import { takeName } from './take-name.js';

/** What each version of the seed adds: studios that have an earlier one are given the rest. */
const SEEDS: readonly ((tx: Transaction, studioId: string) => Promise<void>)[] = [
  async (tx, studioId) => {
    await writeLibrary(tx, studioId, LIBRARY, readSeedPoses());
    for (const prompt of readSeedPrompts()) await insertPrompt(tx, { studioId, ...prompt });
  },
  (tx, studioId) => writeLibrary(tx, studioId, SPATIAL_LIBRARY, readSeedSpatialPoses()),
];

const LIBRARY = {
  name: 'Starter poses',
  description: 'People in many poses, alone, in pairs and in threes, to begin with.',
  licence: 'Apache-2.0',
  source: 'Composed by the synthesizer of Contrapposto, tools/train',
};

const SPATIAL_LIBRARY = {
  name: 'Starter poses in 3D',
  description:
    'Three hundred poses of sixty actions, in three dimensions: seen from any side, and taken out for any rig.',
  licence: 'Apache-2.0',
  source: 'Composed for Contrapposto, tools/train',
};

/**
 * Gives a studio what every studio begins with: the starter libraries, and prompt templates for the twenty scenes. Each once: a studio that changes,
 * archives or deletes some of it keeps its will. Programs that start together wait for each other at the studio's row.
 *
 * @returns whether there was something to do
 * @throws PlatformError NOT_FOUND
 */
export async function seedStudio(database: Database, studioId: string): Promise<boolean> {
  if ((await readVersion(database, studioId)) >= SEEDS.length) return false;
  return database.transaction(async (tx) => {
    await tx.query('select id from studios where id = $1 for no key update', [studioId]);
    const missing = SEEDS.slice(await readVersion(tx, studioId));
    for (const write of missing) await write(tx, studioId);
    await tx.query('update studios set seed_version = $2 where id = $1', [studioId, SEEDS.length]);
    return missing.length > 0;
  });
}

async function readVersion(sql: Database | Transaction, studioId: string): Promise<number> {
  const { rows } = await sql.query<{ version: number }>('select seed_version as version from studios where id = $1', [
    studioId,
  ]);
  if (rows[0]) return rows[0].version;
  throw new PlatformError('NOT_FOUND', { expected: 'a studio', got: `none with id ${studioId}`, where: 'seedStudio' });
}

async function writeLibrary(
  tx: Transaction,
  studioId: string,
  library: typeof LIBRARY,
  poses: readonly PickedPose[],
): Promise<void> {
  const name = await takeName(tx, 'pose_libraries', studioId, library.name);
  const { rows } = await tx.query<{ id: string }>(
    // Listed in the order in which they were written: now() is one moment for all of a transaction.
    `insert into pose_libraries (studio_id, name, description, licence, source, created_at)
     values ($1, $2, $3, $4, $5, clock_timestamp()) returning id`,
    [studioId, name, library.description, library.licence, library.source],
  );
  await insertPoses(tx, rows[0]!.id, poses, [], 0);
}
