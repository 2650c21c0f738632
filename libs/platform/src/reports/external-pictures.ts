import { z } from 'zod';
import type { Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { text } from '../library/fields.js';
import { notFound } from '../library/lock-for-edit.js';

/** As many as a snapshot may have samples. */
const PICTURE_LIMIT = 20_000;
/** Keys that a refusal names; more are counted. */
const TOLD = 20;

/** A picture that was made elsewhere, and uploaded, for the sample with this key. */
const ExternalPicture = z.strictObject({ key: text(500).min(1), uploadId: z.uuid() });

export const ExternalPictures = z.array(ExternalPicture).max(PICTURE_LIMIT);

export type ExternalPicture = z.output<typeof ExternalPicture>;

/**
 * Gives each sample of a new report its upload.
 *
 * @throws PlatformError INVALID_INPUT naming keys that come twice, are unknown, or are missing; NOT_FOUND about an upload
 */
export async function putUploads(
  tx: Transaction,
  studioId: string,
  reportId: string,
  pictures: readonly ExternalPicture[],
): Promise<void> {
  assertOnce(pictures);
  const files = await findUploads(tx, studioId, pictures);
  await putPictures(tx, reportId, new Map(pictures.map(({ key, uploadId }) => [key, files.get(uploadId)!])));
}

/**
 * Gives each sample of a new report its picture, a stored file.
 *
 * @param files hashes by the keys of samples
 * @throws PlatformError INVALID_INPUT naming keys that are unknown, or are missing
 */
export async function putPictures(
  tx: Transaction,
  reportId: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const { rows } = await tx.query<{ key: string }>(
    `update report_samples s set sha256 = picture.sha256 from unnest($2::text[], $3::text[]) as picture (key, sha256)
     where s.report_id = $1 and s.key = picture.key returning s.key`,
    [reportId, [...files.keys()], [...files.values()]],
  );
  const taken = new Set(rows.map(({ key }) => key));
  const unknown = [...files.keys()].filter((key) => !taken.has(key));
  if (unknown.length > 0) throw refuse('keys of chosen samples', `unknown: ${name(unknown)}`);
  const missing = await tx.query<{ key: string }>(
    'select key from report_samples where report_id = $1 and sha256 is null order by key',
    [reportId],
  );
  if (missing.rows.length > 0)
    throw refuse('a picture for every chosen sample', `none for: ${name(missing.rows.map(({ key }) => key))}`);
}

function assertOnce(pictures: readonly ExternalPicture[]): void {
  const seen = new Set<string>();
  const twice = pictures.map(({ key }) => key).filter((key) => seen.size === seen.add(key).size);
  if (twice.length > 0) throw refuse('each key once', `twice: ${name(twice)}`);
}

/** The files' hashes by upload. */
async function findUploads(
  tx: Transaction,
  studioId: string,
  pictures: readonly ExternalPicture[],
): Promise<Map<string, string>> {
  const ids = [...new Set(pictures.map(({ uploadId }) => uploadId))];
  const { rows } = await tx.query<{ id: string; sha256: string }>(
    'select id, sha256 from uploads where studio_id = $1 and id = any($2::uuid[])',
    [studioId, ids],
  );
  const files = new Map(rows.map(({ id, sha256 }) => [id, sha256]));
  const lost = ids.find((id) => !files.has(id));
  if (lost !== undefined) throw notFound('upload', lost, 'pictures');
  return files;
}

function name(keys: readonly string[]): string {
  const rest = keys.length - TOLD;
  return `${keys.slice(0, TOLD).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}

function refuse(expected: string, got: string): PlatformError {
  return new PlatformError('INVALID_INPUT', { expected, got, where: 'createReport, pictures' }, { field: 'pictures' });
}
