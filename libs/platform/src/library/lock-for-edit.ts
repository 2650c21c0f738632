import type { Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';

/** What an edit needs to know of a row before it touches it. */
interface Editable {
  readonly revision: number;
  readonly archivedAt: Date | null;
}

export interface EditTarget {
  readonly studioId: string;
  readonly id: string;
  /** The revision that the editor saw. */
  readonly revision: number;
}

const LOCKS = {
  'pose library':
    'select revision, archived_at as "archivedAt" from pose_libraries where studio_id = $1 and id = $2 for update',
  pose: `select p.revision, coalesce(p.archived_at, l.archived_at) as "archivedAt"
    from poses p join pose_libraries l on l.id = p.library_id where l.studio_id = $1 and p.id = $2 for update of p`,
  'pose collection':
    'select revision, archived_at as "archivedAt" from pose_collections where studio_id = $1 and id = $2 for update',
  'data set': 'select revision, archived_at as "archivedAt" from datasets where studio_id = $1 and id = $2 for update',
  prompt: 'select revision, archived_at as "archivedAt" from prompts where studio_id = $1 and id = $2 for update',
};

export type EditableKind = keyof typeof LOCKS;

/**
 * Locks a row for the rest of the transaction, so that of two editors who saw the same revision the second fails.
 *
 * @throws PlatformError NOT_FOUND, STALE_REVISION; ARCHIVED unless `evenArchived`
 */
export async function lockForEdit(
  tx: Transaction,
  kind: EditableKind,
  { studioId, id, revision }: EditTarget,
  { evenArchived = false } = {},
): Promise<void> {
  const { rows } = await tx.query<Editable>(LOCKS[kind], [studioId, id]);
  if (!rows[0]) throw notFound(kind, id);
  if (rows[0].revision !== revision) throw stale(kind, id, revision, rows[0].revision);
  if (rows[0].archivedAt && !evenArchived) throw archived(kind, id);
}

export function notFound(kind: string, id: string, field = 'id'): PlatformError {
  return new PlatformError(
    'NOT_FOUND',
    { expected: `a ${kind} of this studio`, got: `none with id ${id}`, where: field },
    { field },
  );
}

export function archived(kind: string, id: string, field = 'id'): PlatformError {
  return new PlatformError(
    'ARCHIVED',
    {
      expected: `a ${kind} in use`,
      got: 'one in the archive',
      where: `${kind} ${id}`,
      advice: 'Take it out of the archive first.',
    },
    { field },
  );
}

function stale(kind: EditableKind, id: string, seen: number, current: number): PlatformError {
  return new PlatformError(
    'STALE_REVISION',
    {
      expected: `revision ${current}, the current one`,
      got: String(seen),
      where: `${kind} ${id}`,
      advice: 'Somebody has changed it meanwhile: read it again, and repeat the change if it still makes sense.',
    },
    { field: 'revision' },
  );
}
