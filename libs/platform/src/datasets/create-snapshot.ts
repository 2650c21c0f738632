import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import type { LicenceNotice } from '../exports/licence-notice.js';
import { loadPoseNotices } from '../exports/licence-notices.js';
import { text } from '../library/fields.js';
import { TERMS } from '../library/licence-terms.js';
import { notFound } from '../library/lock-for-edit.js';
import { formatPoseData, PoseData } from '../library/pose-data.js';
import { invalidField, parseInput } from '../parse-input.js';
import { readDatasetNotice } from './dataset-notice.js';
import { lockDataset } from './lock-dataset.js';
import { type DraftSample, SAMPLE_LIMIT, SnapshotDraft } from './snapshot-draft.js';
import { type DatasetSnapshot, loadSnapshots } from './snapshots.js';

export const SampleKey = text(500).min(1);
export const Split = text(50).trim().min(1);
export const Scene = text(200).trim().min(1);
export const Caption = text(10_000);

const Sample = z.strictObject({
  key: SampleKey,
  split: Split.default('validation'),
  scene: Scene.nullish(),
  caption: Caption.nullish(),
  pose: PoseData.nullish(),
  /** Where the pose is one of a library. */
  poseVersionId: z.uuid().nullish(),
  /** Of a stored file. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullish(),
  terms: z.strictObject(TERMS).nullish(),
  extra: z.record(z.string(), z.json()).default({}),
});

const CreateSnapshot = z.strictObject({
  datasetId: z.uuid(),
  samples: z.array(Sample),
  createdBy: z.uuid().optional(),
});

export type CreateDatasetSnapshotInput = z.input<typeof CreateSnapshot>;

export interface CreatedSnapshot {
  readonly snapshot: DatasetSnapshot;
  /** False: the data set had one that holds the same. */
  readonly created: boolean;
}

/**
 * Freezes samples as the next version of a data set.
 *
 * @throws PlatformError INVALID_INPUT, also for a key that comes twice; NOT_FOUND about data set, pose version or file; ARCHIVED; TOO_MANY
 */
export async function createDatasetSnapshot(
  database: Database,
  studioId: string,
  input: CreateDatasetSnapshotInput,
): Promise<CreatedSnapshot> {
  assertCount(input.samples.length);
  const { datasetId, samples, createdBy = null } = parseInput(CreateSnapshot, input, 'createDatasetSnapshot');
  assertUniqueKeys(samples);
  const drafts = samples.map(toDraft);
  return database.transaction(async (tx) => {
    await lockDataset(tx, studioId, datasetId);
    const licences = await findNotices(tx, studioId, datasetId, drafts);
    await assertFiles(tx, drafts);
    const draft = await SnapshotDraft.begin(tx, datasetId);
    await draft.add(drafts);
    return finishSnapshot(tx, studioId, draft, licences, createdBy);
  });
}

/** Freezes a draft and reads what came of it. */
export async function finishSnapshot(
  tx: Transaction,
  studioId: string,
  draft: SnapshotDraft,
  licences: readonly LicenceNotice[],
  createdBy: string | null,
): Promise<CreatedSnapshot> {
  const { id, created } = await draft.freeze(licences, createdBy);
  return { snapshot: (await loadSnapshots(tx, studioId, [id])).get(id)!, created };
}

function toDraft(sample: z.output<typeof Sample>): DraftSample {
  const { scene = null, caption = null, poseVersionId = null, sha256 = null, terms = null, pose, ...rest } = sample;
  const json = pose ? formatPoseData(pose, `createDatasetSnapshot, sample ${sample.key}`) : null;
  return { ...rest, scene, caption, poseVersionId, sha256, terms, pose: json };
}

/** Of every version of a library's pose that is among them, and the data set's own where some come from no library. */
async function findNotices(
  tx: Transaction,
  studioId: string,
  datasetId: string,
  samples: readonly DraftSample[],
): Promise<LicenceNotice[]> {
  const ids = [...new Set(samples.map(({ poseVersionId }) => poseVersionId).filter((id) => id !== null))];
  const notices = await loadPoseNotices(tx, studioId, ids);
  const lost = ids.find((id) => !notices.has(id));
  if (lost !== undefined) throw notFound('pose version', lost, 'samples');
  const own = samples.some(({ poseVersionId }) => poseVersionId === null);
  return [...(own ? [await readDatasetNotice(tx, datasetId)] : []), ...[...notices.values()].flat()];
}

async function assertFiles(tx: Transaction, samples: readonly DraftSample[]): Promise<void> {
  const hashes = samples.map(({ sha256 }) => sha256).filter((sha256) => sha256 !== null);
  const { rows } = await tx.query<{ sha256: string }>(
    `select sha256 from unnest($1::text[]) as asked (sha256)
     where not exists (select from stored_files f where f.sha256 = asked.sha256) limit 1`,
    [hashes],
  );
  if (rows[0]) throw notFound('file', rows[0].sha256, 'samples');
}

function assertUniqueKeys(samples: readonly { readonly key: string }[]): void {
  const seen = new Set<string>();
  for (const [index, { key }] of samples.entries()) {
    if (seen.has(key))
      throw invalidField(`samples.${index}.key`, `${key}, for the second time`, 'createDatasetSnapshot');
    seen.add(key);
  }
}

function assertCount(count: number): void {
  if (count <= SAMPLE_LIMIT) return;
  throw new PlatformError(
    'TOO_MANY',
    { expected: `at most ${SAMPLE_LIMIT} samples`, got: String(count), where: 'createDatasetSnapshot' },
    { field: 'samples' },
  );
}
