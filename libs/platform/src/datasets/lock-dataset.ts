import type { Transaction } from '../database/database.js';
import { archived, notFound } from '../library/lock-for-edit.js';

export interface LockedDataset {
  readonly id: string;
  readonly name: string;
}

/**
 * Locks a data set for the rest of the transaction, so that its snapshots get their numbers one after the other.
 *
 * @throws PlatformError NOT_FOUND, ARCHIVED
 */
export async function lockDataset(tx: Transaction, studioId: string, id: string): Promise<LockedDataset> {
  const { rows } = await tx.query<LockedDataset & { archived: boolean }>(
    'select id, name, archived_at is not null as archived from datasets where studio_id = $1 and id = $2 for no key update',
    [studioId, id],
  );
  if (!rows[0]) throw notFound('data set', id, 'datasetId');
  if (rows[0].archived) throw archived('data set', id, 'datasetId');
  return rows[0];
}
