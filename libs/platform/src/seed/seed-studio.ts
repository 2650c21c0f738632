import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { insertPoses } from '../import/insert-poses.js';
import { UniqueNames } from '../import/unique-names.js';
import { insertPrompt } from '../library/edit-prompt.js';
import { readSeedPoses, readSeedPrompts } from './read-seed.js';

/** Goes up when studios that have a seed already are to be given more. */
const SEED_VERSION = 1;

const LIBRARY = {
  name: 'Starter poses',
  description: 'People in many poses, alone, in pairs and in threes, to begin with.',
  licence: 'Apache-2.0',
  source: 'Composed by the synthesizer of Contrapposto, tools/train',
};

/**
 * Gives a studio what every studio begins with: the starter library, and prompt templates for the twenty scenes. Once: a studio that changes,
 * archives or deletes some of it keeps its will. Programs that start together wait for each other at the studio's row.
 *
 * @returns whether there was something to do
 * @throws PlatformError NOT_FOUND
 */
export async function seedStudio(database: Database, studioId: string): Promise<boolean> {
  if (await isSeeded(database, studioId)) return false;
  return database.transaction(async (tx) => {
    await tx.query('select id from studios where id = $1 for no key update', [studioId]);
    if (await isSeeded(tx, studioId)) return false;
    await writeLibrary(tx, studioId);
    for (const prompt of readSeedPrompts()) await insertPrompt(tx, { studioId, ...prompt });
    await tx.query('update studios set seed_version = $2 where id = $1', [studioId, SEED_VERSION]);
    return true;
  });
}

async function isSeeded(sql: Database | Transaction, studioId: string): Promise<boolean> {
  const { rows } = await sql.query<{ version: number }>('select seed_version as version from studios where id = $1', [
    studioId,
  ]);
  if (rows[0]) return rows[0].version >= SEED_VERSION;
  throw new PlatformError('NOT_FOUND', { expected: 'a studio', got: `none with id ${studioId}`, where: 'seedStudio' });
}

async function writeLibrary(tx: Transaction, studioId: string): Promise<void> {
  const { rows: taken } = await tx.query<{ name: string }>('select name from pose_libraries where studio_id = $1', [
    studioId,
  ]);
  const name = new UniqueNames(taken.map((library) => library.name)).take(LIBRARY.name);
  const { rows } = await tx.query<{ id: string }>(
    'insert into pose_libraries (studio_id, name, description, licence, source) values ($1, $2, $3, $4, $5) returning id',
    [studioId, name, LIBRARY.description, LIBRARY.licence, LIBRARY.source],
  );
  await insertPoses(tx, rows[0]!.id, readSeedPoses());
}
