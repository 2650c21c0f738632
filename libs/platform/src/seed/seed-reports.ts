import type { Database, Sql, Transaction } from '../database/database.js';
import { finishSnapshot } from '../datasets/create-snapshot.js';
import { readDatasetNotice } from '../datasets/dataset-notice.js';
import { SnapshotDraft } from '../datasets/snapshot-draft.js';
import { toDraftSample } from '../datasets/to-draft-sample.js';
import { claimReport } from '../reports/claim-report.js';
import { completeReportIn } from '../reports/complete-report.js';
import { createReportOfFiles } from '../reports/create-report.js';
import { writeReportSamples } from '../reports/write-report-sample.js';
import type { Storage } from '../storage/storage.js';
import {
  REPORT_SEED,
  readReportSeed,
  type ReportSeed,
  type SeedReport,
  type SeedReportFile,
} from './read-report-seed.js';
import { storePictures } from './store-pictures.js';
import { takeName } from './take-name.js';

/** Nobody else sees the report before it has ended. */
const LEASE_MS = 60_000;

/**
 * Gives a studio the reports that were measured for it elsewhere: the data set that they are about, and each with its pictures and results, ended as if
 * a worker had been there. What the studio has of them stays as it is, archived or not; programs that start together give each report once.
 *
 * @param folder as tools/bench/paper-tables.mjs writes it
 * @returns how many are new
 */
export async function seedReports(
  database: Database,
  storage: Storage,
  studioId: string,
  folder: URL = REPORT_SEED,
): Promise<number> {
  const seed = readReportSeed(folder);
  const missing = seed ? await findMissing(database, studioId, seed) : [];
  if (!seed || missing.length === 0) return 0;
  const snapshotId = await ensureSnapshot(database, storage, studioId, seed);
  let count = 0;
  // Lists begin with the latest.
  for (const file of [...missing].reverse()) {
    const report = file.read();
    const keys = report.samples.map(({ key }) => key);
    const files = await storePictures(database, storage, keys, file.findPicture);
    const parts = { studioId, snapshotId, idempotencyKey: toKey(file), report, files };
    count += Number(await database.transaction((tx) => writeReport(tx, parts)));
  }
  return count;
}

async function findMissing(
  database: Database,
  studioId: string,
  { reports }: ReportSeed,
): Promise<readonly SeedReportFile[]> {
  const { rows } = await database.query<{ key: string }>(
    'select idempotency_key as key from evaluation_reports where studio_id = $1 and idempotency_key = any($2::text[])',
    [studioId, reports.map(toKey)],
  );
  const known = new Set(rows.map(({ key }) => key));
  return reports.filter((report) => !known.has(toKey(report)));
}

function toKey({ name, digest }: SeedReportFile): string {
  return `seed:${name}:${digest}`;
}

/** The studio's snapshot that holds just these samples; a new one, of a new data set, where it has none. */
async function ensureSnapshot(
  database: Database,
  storage: Storage,
  studioId: string,
  seed: ReportSeed,
): Promise<string> {
  const known = await findSnapshot(database, studioId, seed);
  if (known !== null) return known;
  const poses = seed.readPoses();
  const toSamples = (find: (key: string) => string | null) =>
    poses.map((pose) => toDraftSample(pose, seed.dataset.split, find));
  const keys = toSamples(() => null).map(({ key }) => key);
  const files = await storePictures(database, storage, keys, seed.findReference);
  const samples = toSamples((key) => files.get(key)!);
  return database.transaction(async (tx) => {
    await tx.query('select id from studios where id = $1 for no key update', [studioId]);
    const made = await findSnapshot(tx, studioId, seed);
    if (made !== null) return made;
    const datasetId = await insertDataset(tx, studioId, seed);
    const draft = await SnapshotDraft.begin(tx, datasetId);
    await draft.add(samples);
    const notices = [await readDatasetNotice(tx, datasetId)];
    return (await finishSnapshot(tx, studioId, draft, notices, null)).snapshot.id;
  });
}

async function findSnapshot(sql: Sql, studioId: string, { dataset }: ReportSeed): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>(
    `select s.id from dataset_snapshots s join datasets d on d.id = s.dataset_id
     where d.studio_id = $1 and s.digest = $2 order by s.created_at limit 1`,
    [studioId, dataset.digest],
  );
  return rows[0]?.id ?? null;
}

async function insertDataset(tx: Transaction, studioId: string, { dataset }: ReportSeed): Promise<string> {
  const { description, licence, source } = dataset;
  const name = await takeName(tx, 'datasets', studioId, dataset.name);
  const { rows } = await tx.query<{ id: string }>(
    'insert into datasets (studio_id, name, description, licence, source) values ($1, $2, $3, $4, $5) returning id',
    [studioId, name, description, licence, source],
  );
  return rows[0]!.id;
}

interface ReportToWrite {
  readonly studioId: string;
  readonly snapshotId: string;
  readonly idempotencyKey: string;
  readonly report: SeedReport;
  readonly files: ReadonlyMap<string, string>;
}

/** @returns false: another program was faster */
async function writeReport(tx: Transaction, parts: ReportToWrite): Promise<boolean> {
  const { studioId, snapshotId, idempotencyKey, report, files } = parts;
  const { name, made, results, timings, samples } = report;
  const generator = { kind: 'EXTERNAL', name: made.model.name, note: describe(report) } as const;
  const input = { name, request: { ...report.request, snapshotId, generator }, idempotencyKey };
  const { report: begun, created } = await createReportOfFiles(tx, studioId, input, files);
  if (!created) return false;
  const { lease } = (await claimReport(tx, { reportId: begun.id, worker: 'seed', leaseMs: LEASE_MS }))!;
  const measured = samples.map(({ picture, ...sample }) => ({ ...sample, features: { picture } }));
  await writeReportSamples(tx, lease, measured);
  const manifest = Object.fromEntries(results.metrics.map(({ metric, manifest: how }) => [metric, how]));
  await completeReportIn(tx, lease, { results, manifest: { ...manifest, made }, ...(timings && { timings }) });
  return true;
}

/** True of the pictures, also where they are measured again: what a report was measured with stands in its manifest. */
function describe({ made: { at, release, node, machine, model, recipe } }: SeedReport): string {
  const { scheduler, numInferenceSteps: steps, guidanceScale: guidance } = recipe;
  return [
    `These come with Contrapposto. Drawn by ${model.name} (${model.digest.slice(0, 12)}) in ${steps} steps of ${scheduler}, guidance ${guidance},`,
    `on ${at.slice(0, 10)} by Contrapposto ${release} with Node ${node} on ${machine}.`,
    'Kept as smaller copies; the report that they came with was measured before they were made smaller.',
  ].join(' ');
}
