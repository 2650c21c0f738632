import type { Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import type { LicenceNotice } from '../exports/licence-notice.js';
import type { LicenceTerms } from '../library/licence-terms.js';
import { invalidField } from '../parse-input.js';

/** A sample on its way into a snapshot. */
export interface DraftSample {
  readonly key: string;
  readonly split: string;
  readonly scene: string | null;
  readonly caption: string | null;
  /** The pose of libs/pose, as JSON. */
  readonly pose: string | null;
  readonly poseVersionId: string | null;
  readonly sha256: string | null;
  readonly terms: LicenceTerms | null;
  readonly extra: Readonly<Record<string, unknown>>;
}

/** A snapshot larger than this is several: a report holds what was found in all of its pictures. */
export const SAMPLE_LIMIT = 20_000;

/** Rows to a statement: large enough that the way to the server does not count, small enough for its memory. */
const CHUNK = 500;

const TABLE = 'snapshot_draft';
const COLUMNS = 'key, split, scene, caption, pose, pose_version_id, sha256, terms, extra';

/**
 * The samples of a snapshot while they come, in a table of the transaction's own: what they are in all, and whether it was there before, is known
 * only when the last is there. The database itself computes the digest, over rows as it keeps them.
 */
export class SnapshotDraft {
  private constructor(
    private readonly tx: Transaction,
    private readonly datasetId: string,
  ) {}

  /** Snapshots of one data set wait for each other from here on: the caller has locked its row. */
  static async begin(tx: Transaction, datasetId: string): Promise<SnapshotDraft> {
    await tx.query(
      `create temporary table ${TABLE} (key text collate "C" primary key, split text not null, scene text, caption text, pose jsonb,
         pose_version_id uuid, sha256 text, terms jsonb, extra jsonb not null) on commit drop`,
    );
    return new SnapshotDraft(tx, datasetId);
  }

  /** @returns the keys that were new; of two samples with the same the first is kept */
  async add(samples: readonly DraftSample[]): Promise<string[]> {
    const added: string[] = [];
    for (let start = 0; start < samples.length; start += CHUNK)
      added.push(...(await this.addChunk(samples.slice(start, start + CHUNK))));
    return added;
  }

  private async addChunk(samples: readonly DraftSample[]): Promise<string[]> {
    const json = (value: object | null) => value && JSON.stringify(value);
    const { rows } = await this.tx.query<{ key: string }>(
      `insert into ${TABLE} (${COLUMNS})
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::uuid[], $7::text[], $8::jsonb[], $9::jsonb[])
       on conflict do nothing returning key`,
      [
        samples.map(({ key }) => key),
        samples.map(({ split }) => split),
        samples.map(({ scene }) => scene),
        samples.map(({ caption }) => caption),
        samples.map(({ pose }) => pose),
        samples.map(({ poseVersionId }) => poseVersionId),
        samples.map(({ sha256 }) => sha256),
        samples.map(({ terms }) => json(terms)),
        samples.map(({ extra }) => json(extra)),
      ],
    );
    return rows.map(({ key }) => key);
  }

  /** Adds what a statement selects, in the order of COLUMNS. */
  async addFrom(select: string, values: readonly unknown[]): Promise<void> {
    await this.tx.query(`insert into ${TABLE} (${COLUMNS}) ${select}`, values);
  }

  /**
   * Makes the snapshot; the one that there is where it would be the same.
   *
   * @throws PlatformError INVALID_INPUT for none, TOO_MANY for more than 20,000 samples
   */
  async freeze(
    licences: readonly LicenceNotice[],
    createdBy: string | null,
  ): Promise<{ readonly id: string; readonly created: boolean }> {
    const digest = await this.digest();
    const known = await this.tx.query<{ id: string }>(
      'select id from dataset_snapshots where dataset_id = $1 and digest = $2',
      [this.datasetId, digest],
    );
    if (known.rows[0]) return { id: known.rows[0].id, created: false };
    const { rows } = await this.tx.query<{ id: string }>(
      `insert into dataset_snapshots (dataset_id, version, digest, licences, created_by)
       select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from dataset_snapshots where dataset_id = $1 returning id`,
      [this.datasetId, digest, JSON.stringify(licences), createdBy],
    );
    const { id } = rows[0]!;
    await this.tx.query(
      `insert into dataset_samples (snapshot_id, ${COLUMNS}) select $1, ${COLUMNS} from ${TABLE} order by key`,
      [id],
    );
    return { id, created: true };
  }

  /** Of each sample its own, and then of these in the order of keys. Which version of a library's pose it was is not part of it: the pose is. */
  private async digest(): Promise<string> {
    const { rows } = await this.tx.query<{ count: number; digest: string | null }>(
      `select count(*)::int as count, encode(sha256(convert_to(string_agg(digest, '' order by key), 'UTF8')), 'hex') as digest
       from ${TABLE}, lateral (select encode(sha256(convert_to(
         jsonb_build_array(key, split, scene, caption, pose, sha256, terms, extra)::text, 'UTF8')), 'hex') as digest) as one`,
    );
    const { count, digest } = rows[0]!;
    if (digest === null) throw invalidField('samples', 'none', 'snapshot', 'A snapshot has at least one.');
    if (count <= SAMPLE_LIMIT) return digest;
    throw new PlatformError(
      'TOO_MANY',
      { expected: `at most ${SAMPLE_LIMIT} samples`, got: String(count), where: 'snapshot', advice: 'Make several.' },
      { field: 'samples' },
    );
  }
}
