import type { Database, Transaction } from '../database/database.js';
import { toSampleNotice } from '../datasets/dataset-notice.js';
import type { DatasetSample } from '../datasets/samples.js';
import { PlatformError } from '../errors.js';
import type { LicenceNotice } from '../exports/licence-notice.js';
import { loadPoseNotices, toModelNotice } from '../exports/licence-notices.js';
import { digestOf } from '../generations/generation-request.js';
import { GENERATION } from '../generations/generation-work.js';
import { requireLease } from '../work/leases.js';
import { queueNew } from '../work/work-jobs.js';
import type { Lease } from '../work/work-kind.js';

/** What is to be drawn for a sample: a complete recipe. */
export interface SampleRecipe {
  readonly sampleKey: string;
  readonly recipe: object;
}

/** Below whatever people ask for: a report may take all night, and nobody waits for it. */
const PRIORITY = -50;

/**
 * Puts the pictures of some samples into the queue. Those that were asked for before, by whichever attempt, are left as they are.
 *
 * @returns how many are new
 * @throws LeaseLostError; PlatformError ILLEGAL_TRANSITION where the report's end was asked for; NOT_FOUND about a sample
 */
export function createReportGenerations(
  database: Database,
  lease: Lease,
  recipes: readonly SampleRecipe[],
): Promise<number> {
  return database.transaction(async (tx) => {
    const { cancelRequestedAt } = await requireLease(tx, lease);
    if (cancelRequestedAt !== null) throw unwanted(lease.id);
    const licences = await readLicences(tx, lease.id, recipes);
    const { rows } = await tx.query<{ id: string }>(
      `insert into generations (studio_id, created_by, request_digest, pose_version_id, model_id, recipe, recipe_digest, licences, priority,
         report_id, sample_key)
       select r.studio_id, r.created_by, asked.digest, d.pose_version_id, r.model_id, asked.recipe, asked.digest, asked.licences, ${PRIORITY},
         r.id, d.key
       from unnest($2::text[], $3::jsonb[], $4::text[], $5::jsonb[]) as asked (key, recipe, digest, licences)
         join evaluation_reports r on r.id = $1 join dataset_samples d on d.snapshot_id = r.snapshot_id and d.key = asked.key
       on conflict (report_id, sample_key) where report_id is not null do nothing
       returning id`,
      [
        lease.id,
        recipes.map(({ sampleKey }) => sampleKey),
        recipes.map(({ recipe }) => JSON.stringify(recipe)),
        recipes.map(({ recipe }) => digestOf(recipe)),
        licences.map((notices) => JSON.stringify(notices)),
      ],
    );
    if (rows.length > 0)
      await queueNew(
        tx,
        GENERATION,
        rows.map(({ id }) => ({ id, priority: PRIORITY })),
      );
    return rows.length;
  });
}

interface Parts {
  readonly studioId: string;
  readonly name: string;
  readonly version: string | null;
  readonly licence: string | null;
  readonly notices: readonly LicenceNotice[];
}

/** The terms of each picture's pose and of the model: of a library's pose as they are now, of others as the snapshot has them. */
async function readLicences(
  tx: Transaction,
  reportId: string,
  recipes: readonly SampleRecipe[],
): Promise<LicenceNotice[][]> {
  const { rows } = await tx.query<Parts>(
    `select r.studio_id as "studioId", m.name, m.version, m.licence, s.licences as notices
     from evaluation_reports r join models m on m.id = r.model_id join dataset_snapshots s on s.id = r.snapshot_id where r.id = $1`,
    [reportId],
  );
  const { studioId, notices, ...model } = rows[0]!;
  const sources = await readSources(tx, reportId, recipes);
  const versionIds = [...sources.values()].map(({ poseVersionId }) => poseVersionId).filter((id) => id !== null);
  const ofVersions = await loadPoseNotices(tx, studioId, versionIds);
  const ofDataset = notices.filter(({ kind }) => kind === 'DATASET');
  return recipes.map(({ sampleKey }) => {
    const { poseVersionId, terms } = sources.get(sampleKey) ?? noSample(reportId, sampleKey);
    const found = poseVersionId === null ? null : ofVersions.get(poseVersionId);
    return [...(found ?? ofDataset.map((notice) => toSampleNotice(notice, terms))), toModelNotice(model)];
  });
}

/** Where a sample comes from: a library, or outside. */
type SampleSource = Pick<DatasetSample, 'key' | 'poseVersionId' | 'terms'>;

async function readSources(
  tx: Transaction,
  reportId: string,
  recipes: readonly SampleRecipe[],
): Promise<Map<string, SampleSource>> {
  const { rows } = await tx.query<SampleSource>(
    `select s.key, d.pose_version_id as "poseVersionId", d.terms
     from report_samples s join evaluation_reports r on r.id = s.report_id
       join dataset_samples d on d.snapshot_id = r.snapshot_id and d.key = s.key
     where s.report_id = $1 and s.key = any($2::text[])`,
    [reportId, recipes.map(({ sampleKey }) => sampleKey)],
  );
  return new Map(rows.map((source) => [source.key, source]));
}

function unwanted(reportId: string): PlatformError {
  return new PlatformError('ILLEGAL_TRANSITION', {
    expected: 'a report that is wanted',
    got: 'one whose end was asked for',
    where: `report ${reportId}`,
    advice: 'Stop the run.',
  });
}

function noSample(reportId: string, key: string): never {
  throw new PlatformError('NOT_FOUND', {
    expected: 'a sample of the report',
    got: `none with key ${key}`,
    where: `report ${reportId}`,
  });
}
