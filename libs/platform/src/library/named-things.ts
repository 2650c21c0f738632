import { codeOf, type Database, type Sql, type Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { parseInput } from '../parse-input.js';
import { Archive, type ArchiveInput } from './fields.js';
import { type EditableKind, lockForEdit } from './lock-for-edit.js';

/** What a studio keeps under a name that nothing else of its kind has while it is in use: libraries, collections, data sets. */
export interface NamedThings<Thing> {
  readonly kind: EditableKind;
  /** How messages call one: `library`. */
  readonly called: string;
  readonly table: 'pose_libraries' | 'pose_collections' | 'datasets';
  readonly load: (sql: Sql, studioId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, Thing>>;
}

/** SQLSTATE unique_violation: the only unique index of these tables is the one of names. */
const NAME_TAKEN = '23505';

/**
 * Writes in one transaction, and reads what was written.
 *
 * @param work writes, and returns the id
 * @throws PlatformError ALREADY_EXISTS where another in use has the name
 */
export async function writeNamed<Thing>(
  database: Database,
  { called, load }: NamedThings<Thing>,
  { studioId, name }: { readonly studioId: string; readonly name: string },
  work: (tx: Transaction) => Promise<string>,
): Promise<Thing> {
  try {
    return await database.transaction(async (tx) => {
      const id = await work(tx);
      return (await load(tx, studioId, [id])).get(id)!;
    });
  } catch (error) {
    if (codeOf(error) !== NAME_TAKEN) throw error;
    throw new PlatformError(
      'ALREADY_EXISTS',
      { expected: `a name that no ${called} in use has`, got: name, where: 'name', advice: 'Choose another.' },
      { field: 'name', cause: error },
    );
  }
}

/** @throws PlatformError INVALID_INPUT, NOT_FOUND, STALE_REVISION; ALREADY_EXISTS where another has its name by now */
export async function archiveNamed<Thing>(
  database: Database,
  things: NamedThings<Thing>,
  input: ArchiveInput,
  where: string,
): Promise<Thing> {
  const { studioId, id, revision, archived } = parseInput(Archive, input, where);
  const { kind, called, table } = things;
  return writeNamed(database, things, { studioId, name: `of the archived ${called}` }, async (tx) => {
    await lockForEdit(tx, kind, { studioId, id, revision }, { evenArchived: true });
    await tx.query(
      `update ${table} set archived_at = case when $2 then coalesce(archived_at, now()) end, revision = revision + 1,
         updated_at = now() where id = $1`,
      [id, archived],
    );
    return id;
  });
}
