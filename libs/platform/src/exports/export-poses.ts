import { RENDERER_PROFILE_NAMES } from '@contrapposto/pose';
import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { notFound } from '../library/lock-for-edit.js';
import { combineTerms } from '../library/licence-terms.js';
import { loadPoses, loadPoseVersions } from '../library/poses.js';
import { parseInput } from '../parse-input.js';
import type { Storage } from '../storage/storage.js';
import { runAside } from '../threads/run-aside.js';
import { assertCommercialUse, formatNotices, type LicenceNotice } from './licence-notice.js';
import { loadPoseNotices } from './licence-notices.js';
import { loadPoseExports, type PoseExport } from './pose-exports.js';
import { EXPORT_FORMATS, type PoseToWrite, type WrittenFile } from './pose-writers.js';
import type { PosesToWrite, WriteOutcome } from './write-poses.js';

/** Poses in one export. */
export const EXPORT_LIMIT = 1_000;

const ExportPoses = z.strictObject({
  studioId: z.uuid(),
  poseVersionIds: z.array(z.uuid()).min(1).max(EXPORT_LIMIT),
  format: z.enum(EXPORT_FORMATS),
  /** What the files are for: true asks every licence that goes with them. */
  commercialUse: z.boolean(),
  /** How PNG skeletons are drawn. */
  rendererProfile: z.enum(RENDERER_PROFILE_NAMES).default('humansd-v1'),
  createdBy: z.uuid().optional(),
});

export type ExportPosesInput = z.input<typeof ExportPoses>;

/**
 * Writes versions of poses in a format, to files that the studio may then download, with a text of their licences beside them. The row says what
 * went out, for what, on which terms and with what losses.
 *
 * @throws PlatformError INVALID_INPUT, also for a pose that cannot be told in the format; NOT_FOUND; LICENSE_CONFLICT. Then there is no export.
 */
export async function exportPoses(database: Database, storage: Storage, input: ExportPosesInput): Promise<PoseExport> {
  const { poseVersionIds, ...request } = parseInput(ExportPoses, input, 'exportPoses');
  const ids = [...new Set(poseVersionIds)];
  const poses = await readPoses(database, request.studioId, ids);
  const notices = listOnce(poses.flatMap((pose) => pose.notices));
  if (request.commercialUse) assertCommercialUse(notices, 'the export');
  const { files, report } = accept(await write({ ...request, options: request, poses }), ids);
  const stored = await store(storage, [...files, describeLicences(notices)]);
  return database.transaction(async (tx) => {
    const id = await insertExport(tx, { ...request, notices, report });
    await insertItems(tx, id, ids);
    await insertFiles(tx, id, stored);
    return (await loadPoseExports(tx, request.studioId, [id])).get(id)!;
  });
}

interface NoticedPose extends PoseToWrite {
  readonly notices: readonly LicenceNotice[];
}

/** A part that several poses have by the same way is one. */
function listOnce(notices: readonly LicenceNotice[]): LicenceNotice[] {
  return [...new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values()];
}

async function readPoses(database: Database, studioId: string, ids: readonly string[]): Promise<NoticedPose[]> {
  const versions = await loadPoseVersions(database, studioId, ids);
  const unknown = ids.findIndex((id) => !versions.has(id));
  if (unknown >= 0) throw notFound('pose version', ids[unknown]!, `poseVersionIds.${unknown}`);
  const poses = await loadPoses(
    database,
    studioId,
    [...versions.values()].map(({ poseId }) => poseId),
  );
  const noticesOf = await loadPoseNotices(database, studioId, ids);
  return ids.map((id) => {
    const { poseId, data } = versions.get(id)!;
    const notices = noticesOf.get(id)!;
    return { name: poses.get(poseId)!.name, pose: data, terms: combineTerms(notices), notices };
  });
}

async function write({ format, options, poses: noticed }: PosesToWrite): Promise<WriteOutcome> {
  const { rendererProfile } = options;
  const poses = noticed.map(({ name, pose, terms }) => ({ name, pose, terms }));
  const written = await runAside<WriteOutcome>('pose-writer.mjs', { format, options: { rendererProfile }, poses });
  if ('outcome' in written) return written.outcome;
  throw new PlatformError('TOO_MANY', {
    expected: 'poses whose files fit into memory',
    got: 'more',
    where: 'exportPoses',
    advice: 'Export them in several parts.',
  });
}

function accept(outcome: WriteOutcome, ids: readonly string[]): Exclude<WriteOutcome, { refusal: unknown }> {
  if (!('refusal' in outcome)) return outcome;
  const { pose, refusal } = outcome;
  const report = { expected: 'poses that the format can tell', got: `pose version ${ids[pose]}`, where: 'exportPoses' };
  throw new PlatformError('INVALID_INPUT', { ...report, advice: refusal }, { field: `poseVersionIds.${pose}` });
}

function describeLicences(notices: readonly LicenceNotice[]): WrittenFile {
  const bytes = new TextEncoder().encode(formatNotices(notices));
  return { name: 'LICENCES.txt', mediaType: 'text/plain; charset=utf-8', bytes };
}

interface StoredExportFile extends Omit<WrittenFile, 'bytes'> {
  readonly sha256: string;
  readonly byteSize: number;
}

async function store(storage: Storage, files: readonly WrittenFile[]): Promise<StoredExportFile[]> {
  const stored: StoredExportFile[] = [];
  for (const { bytes, ...file } of files) stored.push({ ...file, ...(await storage.write(bytes)) });
  return stored;
}

interface ExportRow extends Pick<z.output<typeof ExportPoses>, 'studioId' | 'format' | 'commercialUse' | 'createdBy'> {
  readonly notices: readonly LicenceNotice[];
  readonly report: object;
}

async function insertExport(tx: Transaction, row: ExportRow): Promise<string> {
  const { studioId, createdBy = null, format, commercialUse, notices, report } = row;
  const { rows } = await tx.query<{ id: string }>(
    `insert into pose_exports (studio_id, created_by, format, commercial_use, licences, report) values ($1, $2, $3, $4, $5, $6) returning id`,
    [studioId, createdBy, format, commercialUse, JSON.stringify(notices), JSON.stringify(report)],
  );
  return rows[0]!.id;
}

async function insertItems(tx: Transaction, id: string, versionIds: readonly string[]): Promise<void> {
  await tx.query('insert into pose_export_items (export_id, pose_version_id) select $1, unnest($2::uuid[])', [
    id,
    versionIds,
  ]);
}

async function insertFiles(tx: Transaction, id: string, files: readonly StoredExportFile[]): Promise<void> {
  const column = <Key extends keyof StoredExportFile>(key: Key) => files.map((file) => file[key]);
  await tx.query(
    `insert into stored_files (sha256, byte_size, media_type)
     select distinct on (sha256) * from unnest($1::text[], $2::bigint[], $3::text[]) as file (sha256, byte_size, media_type)
     on conflict (sha256) do nothing`,
    [column('sha256'), column('byteSize'), column('mediaType')],
  );
  await tx.query(
    'insert into pose_export_files (export_id, file_name, sha256) select $1, * from unnest($2::text[], $3::text[])',
    [id, column('name'), column('sha256')],
  );
}
