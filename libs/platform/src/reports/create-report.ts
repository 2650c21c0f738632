import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { digestOf } from '../generations/generation-request.js';
import { Name } from '../library/fields.js';
import { notFound } from '../library/lock-for-edit.js';
import { invalidField, parseInput } from '../parse-input.js';
import { keyReused } from '../work/key-reused.js';
import { queueNew } from '../work/work-jobs.js';
import { EvaluationRequest } from './evaluation-request.js';
import { type ExternalPicture, ExternalPictures, putPictures, putUploads } from './external-pictures.js';
import { REPORT } from './report-work.js';
import { type EvaluationReport, REPORT_COLUMNS } from './vocabulary.js';

const CreateReport = z.strictObject({
  name: Name,
  request: EvaluationRequest,
  /** Of an EXTERNAL generator: one for each sample that the request chooses. */
  pictures: ExternalPictures.optional(),
  createdBy: z.uuid().optional(),
  /** The same key in the same studio means the same report, however often it is sent. */
  idempotencyKey: z.string().min(1).max(200).optional(),
  /** What was asked for, where that is less exact than the request: a key's second use is compared by it. See GenerationRequest. */
  asked: z.json().optional(),
});

type CreateReport = z.output<typeof CreateReport>;
export type CreateReportInput = z.input<typeof CreateReport>;

export interface CreatedReport {
  readonly report: EvaluationReport;
  /** False: the idempotency key was known, and this is the report it stands for. */
  readonly created: boolean;
}

/**
 * Puts a report into the queue: its row, its samples, its first event (seq 1, QUEUED) and its job, in one transaction.
 *
 * @throws PlatformError INVALID_INPUT, also where no sample is chosen, or pictures are missing or nobody asked for them; NOT_FOUND,
 *   IDEMPOTENCY_KEY_REUSED
 */
export async function createReport(
  database: Database,
  studioId: string,
  input: CreateReportInput,
): Promise<CreatedReport> {
  const asked = parseInput(CreateReport, input, 'createReport');
  const pictures = choosePictures(asked);
  return database.transaction((tx) =>
    writeReport(tx, studioId, asked, async ({ id }) => {
      if (pictures) await putUploads(tx, studioId, id, pictures);
    }),
  );
}

/**
 * The same as a part of a transaction, of pictures that were made elsewhere and are stored files already.
 *
 * @param files their hashes, by the keys of the samples
 */
export async function createReportOfFiles(
  tx: Transaction,
  studioId: string,
  input: Omit<CreateReportInput, 'pictures'>,
  files: ReadonlyMap<string, string>,
): Promise<CreatedReport> {
  const asked = parseInput(CreateReport, input, 'createReport');
  return writeReport(tx, studioId, asked, ({ id }) => putPictures(tx, id, files));
}

async function writeReport(
  tx: Transaction,
  studioId: string,
  asked: CreateReport,
  addPictures: (report: EvaluationReport) => Promise<void>,
): Promise<CreatedReport> {
  const known = await findByKey(tx, studioId, asked);
  if (known) return known;
  await assertParts(tx, studioId, asked.request);
  const report = await insert(tx, studioId, asked);
  // Another transaction with the same key committed between our look and our insert.
  if (report === null) return (await findByKey(tx, studioId, asked))!;
  await chooseSamples(tx, report.id, asked.request);
  await addPictures(report);
  await queueNew(tx, REPORT, [report]);
  return { report: { ...report, lastSeq: 1 }, created: true };
}

/** Null where a model is to draw them. */
function choosePictures({ request, pictures }: CreateReport): readonly ExternalPicture[] | null {
  if (request.generator.kind === 'EXTERNAL') return pictures ?? [];
  if (pictures === undefined) return null;
  throw invalidField('pictures', 'pictures, and a model to draw them', 'createReport', 'Leave one of them out.');
}

async function assertParts(tx: Transaction, studioId: string, { snapshotId, generator }: EvaluationRequest) {
  const snapshot = await tx.query(
    'select from dataset_snapshots s join datasets d on d.id = s.dataset_id where s.id = $1 and d.studio_id = $2',
    [snapshotId, studioId],
  );
  if (snapshot.rowCount === 0) throw notFound('snapshot', snapshotId, 'request.snapshotId');
  if (generator.kind === 'EXTERNAL') return;
  const { modelId } = generator;
  const model = await tx.query('select from models where id = $1', [modelId]);
  if (model.rowCount === 0) throw notFound('model', modelId, 'request.generator.modelId');
}

/** Null where the key is taken: see createGenerations. */
async function insert(tx: Transaction, studioId: string, asked: CreateReport): Promise<EvaluationReport | null> {
  const { name, request, createdBy = null, idempotencyKey = null } = asked;
  const { rows } = await tx.query<EvaluationReport>(
    `insert into evaluation_reports (studio_id, created_by, name, snapshot_id, model_id, request, request_digest, idempotency_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (studio_id, idempotency_key) do nothing
     returning ${REPORT_COLUMNS}`,
    [
      studioId,
      createdBy,
      name,
      request.snapshotId,
      request.generator.kind === 'MODEL' ? request.generator.modelId : null,
      JSON.stringify(request),
      digestAsked(asked),
      idempotencyKey,
    ],
  );
  return rows[0] ?? null;
}

/** The samples that the request chooses, numbered in the order of their keys. */
async function chooseSamples(tx: Transaction, reportId: string, request: EvaluationRequest): Promise<void> {
  const { snapshotId, splits = null, scenes = null, limit = null } = request;
  const { rowCount } = await tx.query(
    `insert into report_samples (report_id, key, ordinal)
     select $1, key, row_number() over (order by key) - 1
     from (select key, row_number() over (partition by scene order by key) as place from dataset_samples
           where snapshot_id = $2 and pose is not null and ($3::text[] is null or split = any($3)) and ($4::text[] is null or scene = any($4))
          ) as found
     where $5::integer is null or place <= $5`,
    [reportId, snapshotId, splits, scenes, limit],
  );
  if (rowCount) return;
  const advice = 'Choose splits and scenes that the snapshot has.';
  throw invalidField('request', 'no sample with a pose', 'createReport', advice);
}

async function findByKey(tx: Transaction, studioId: string, asked: CreateReport): Promise<CreatedReport | null> {
  const { idempotencyKey } = asked;
  if (idempotencyKey === undefined) return null;
  const { rows } = await tx.query<EvaluationReport & { requestDigest: string }>(
    `select ${REPORT_COLUMNS}, request_digest as "requestDigest" from evaluation_reports where studio_id = $1 and idempotency_key = $2`,
    [studioId, idempotencyKey],
  );
  if (!rows[0]) return null;
  const { requestDigest, ...report } = rows[0];
  if (requestDigest !== digestAsked(asked)) throw keyReused(REPORT, idempotencyKey, report.id);
  return { report, created: false };
}

function digestAsked({ name, request, pictures, asked }: CreateReport): string {
  return digestOf(asked ?? { name, request, pictures });
}
