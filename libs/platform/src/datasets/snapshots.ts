import type { Sql } from '../database/database.js';
import type { LicenceNotice } from '../exports/licence-notice.js';
import { byId, groupBy, keepIds } from '../library/listing.js';

/** What a data set held at some time. Snapshots never change. */
export interface DatasetSnapshot {
  readonly id: string;
  readonly datasetId: string;
  /** 1..n */
  readonly version: number;
  /** SHA-256 over all samples in the order of their keys: two of one digest hold the same. */
  readonly digest: string;
  /** The terms of all that went into it, as they were then. */
  readonly licences: readonly LicenceNotice[];
  readonly sampleCount: number;
  /** Of its samples: those that have a picture. */
  readonly pictureCount: number;
  readonly createdAt: Date;
}

const COLUMNS = `s.id, s.dataset_id as "datasetId", s.version, s.digest, s.licences, s.created_at as "createdAt",
  held.samples as "sampleCount", held.pictures as "pictureCount"`;
const FROM = `dataset_snapshots s join datasets d on d.id = s.dataset_id cross join lateral (
  select count(*)::int as samples, count(sha256)::int as pictures from dataset_samples where snapshot_id = s.id) as held`;

/** By id; those that are unknown, or another studio's, are absent. */
export async function loadSnapshots(
  sql: Sql,
  studioId: string,
  ids: readonly string[],
): Promise<Map<string, DatasetSnapshot>> {
  const { rows } = await sql.query<DatasetSnapshot>(
    `select ${COLUMNS} from ${FROM} where d.studio_id = $1 and s.id = any($2::uuid[])`,
    [studioId, keepIds(ids)],
  );
  return byId(rows);
}

/** Every snapshot of each data set, the latest first, by the data set's id. */
export async function loadSnapshotsOf(
  sql: Sql,
  studioId: string,
  datasetIds: readonly string[],
): Promise<Map<string, DatasetSnapshot[]>> {
  const { rows } = await sql.query<DatasetSnapshot>(
    `select ${COLUMNS} from ${FROM} where d.studio_id = $1 and d.id = any($2::uuid[]) order by s.version desc`,
    [studioId, keepIds(datasetIds)],
  );
  return groupBy(rows, ({ datasetId }) => datasetId);
}
