import type { Pose } from '@contrapposto/pose';
import type { Sql } from '../database/database.js';
import type { LicenceTerms } from '../library/licence-terms.js';
import { groupBy, keepIds, type ListRequest } from '../library/listing.js';
import { Conditions } from '../paging/conditions.js';
import { countOwned } from '../paging/count-owned.js';
import { type KeysetOrder, type Page, readPages } from '../paging/read-page.js';

/** One example of a snapshot: a pose, what the picture shows, and the picture where there is one. */
export interface DatasetSample {
  readonly id: string;
  readonly snapshotId: string;
  /** Unique in its snapshot. */
  readonly key: string;
  readonly split: string;
  readonly scene: string | null;
  readonly caption: string | null;
  readonly pose: Pose | null;
  /** Of the library that it was taken from. */
  readonly poseVersionId: string | null;
  readonly sha256: string | null;
  /** That its source states for it; null: the data set's. */
  readonly terms: LicenceTerms | null;
  /** Fields of the source that nothing here reads. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface SampleFilter {
  readonly split?: string;
  /** Null: those of no scene. */
  readonly scene?: string | null;
}

const COLUMNS = `p.id, p.snapshot_id as "snapshotId", p.key, p.split, p.scene, p.caption, p.pose, p.pose_version_id as "poseVersionId",
  p.sha256, p.terms, p.extra`;
const FROM =
  'dataset_samples p join dataset_snapshots s on s.id = p.snapshot_id join datasets d on d.id = s.dataset_id';
/** As the column is: byte by byte. */
const ORDER: KeysetOrder = { name: 'KEY', by: 'key', type: 'text' };

/** The samples of each snapshot, by the snapshot's id: in the order of their keys, byte by byte. */
export function listSamplesOf(
  sql: Sql,
  studioId: string,
  snapshotIds: readonly string[],
  { filter, page }: ListRequest<SampleFilter>,
): Promise<Map<string, Page<DatasetSample>>> {
  const where = choose(studioId, snapshotIds, filter);
  const select = `select ${COLUMNS} from ${FROM} where ${where.sql}`;
  const keyset = { select, values: where.values, order: ORDER, owner: '"snapshotId"' };
  return readPages(sql, keyset, keepIds(snapshotIds), page);
}

/** How many there are in each snapshot, by its id; absent where there are none. */
export function countSamplesOf(
  sql: Sql,
  studioId: string,
  snapshotIds: readonly string[],
  filter?: SampleFilter,
): Promise<Map<string, number>> {
  const where = choose(studioId, snapshotIds, filter);
  return countOwned(sql, 'p.snapshot_id', FROM, where);
}

export interface SampleCount {
  readonly snapshotId: string;
  /** Of a scene: null for samples of none. */
  readonly value: string | null;
  readonly count: number;
}

/** Each snapshot's scenes and how many samples they have, by the snapshot's id. */
export function countSamplesByScene(
  sql: Sql,
  studioId: string,
  snapshotIds: readonly string[],
): Promise<Map<string, SampleCount[]>> {
  return countBy(sql, studioId, snapshotIds, 'scene');
}

/** Each snapshot's splits and how many samples they have, by the snapshot's id. */
export function countSamplesBySplit(
  sql: Sql,
  studioId: string,
  snapshotIds: readonly string[],
): Promise<Map<string, SampleCount[]>> {
  return countBy(sql, studioId, snapshotIds, 'split');
}

async function countBy(
  sql: Sql,
  studioId: string,
  snapshotIds: readonly string[],
  column: 'scene' | 'split',
): Promise<Map<string, SampleCount[]>> {
  const { rows } = await sql.query<SampleCount>(
    `select p.snapshot_id as "snapshotId", p.${column} as value, count(*)::int as count
     from ${FROM} where d.studio_id = $1 and s.id = any($2::uuid[]) group by 1, 2 order by p.${column} collate "C" nulls last`,
    [studioId, keepIds(snapshotIds)],
  );
  return groupBy(rows, ({ snapshotId }) => snapshotId);
}

function choose(studioId: string, snapshotIds: readonly string[], { split, scene }: SampleFilter = {}): Conditions {
  const where = new Conditions()
    .add('d.studio_id = ?', studioId)
    .add('p.snapshot_id = any(?::uuid[])', keepIds(snapshotIds));
  if (split !== undefined) where.add('p.split = ?', split);
  if (scene !== undefined) where.add('p.scene is not distinct from ?', scene);
  return where;
}
