import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { lockLibrary } from '../library/edit-pose.js';
import { mentioned, Tags } from '../library/fields.js';
import { CANVAS_LIMIT } from '../library/pose-data.js';
import { loadPoses } from '../library/poses.js';
import { parseInput } from '../parse-input.js';
import type { Storage } from '../storage/storage.js';
import { findUpload } from '../uploads/find-upload.js';
import type { ImportReport } from './import-report.js';
import { insertPoses } from './insert-poses.js';
import { namePoses } from './name-poses.js';
import type { ReadOutcome } from './read-poses.js';
import { readPosesAside } from './read-poses-aside.js';
import { UniqueNames } from './unique-names.js';

const Side = z.int().min(1).max(CANVAS_LIMIT);
const ImportPoses = z.strictObject({
  studioId: z.uuid(),
  libraryId: z.uuid(),
  uploadId: z.string(),
  /** Given to every pose, beside the file's own. */
  tags: Tags.default([]),
  /** Size of the pictures, for formats that do not say, and for people in three dimensions, seen from the front. */
  canvas: z.strictObject({ width: Side, height: Side }).optional(),
  /** Of a clip (BVH, glTF, VRMA), one pose each so many seconds. */
  everySeconds: z.number().min(0.001).max(3600).optional(),
  /** Only says what would happen. */
  dryRun: z.boolean().default(false),
});

export type ImportPosesInput = z.input<typeof ImportPoses>;

const SHOWN_POSES = 100;

/**
 * Reads an upload in any format of libs/pose and puts its poses into a library: those that are good, each under a name that the library does
 * not have yet. What is not good is left out or repaired, and told. All that is taken becomes visible in one moment.
 *
 * @throws PlatformError INVALID_INPUT; NOT_FOUND, ARCHIVED about upload or library; UPLOAD_UNREADABLE; TOO_MANY. Then nothing is written.
 */
export async function importPoses(
  database: Database,
  storage: Storage,
  input: ImportPosesInput,
): Promise<ImportReport> {
  const { studioId, libraryId, uploadId, tags, dryRun, ...rest } = parseInput(ImportPoses, input, 'importPoses');
  const hints = mentioned(rest);
  const { sha256, fileName } = await findUpload(database, studioId, uploadId);
  const outcome = accept(await readPosesAside({ bytes: await storage.read(sha256), fileName, ...hints }));
  return database.transaction(async (tx) => {
    await lockLibrary(tx, studioId, libraryId, 'no key update');
    const { picked, ...found } = namePoses(outcome, await readNames(tx, libraryId));
    const poseIds = dryRun ? [] : await insertPoses(tx, libraryId, picked, tags);
    const shown = poseIds.slice(0, SHOWN_POSES);
    const poses = await loadPoses(tx, studioId, shown);
    return {
      format: outcome.format,
      conversion: outcome.conversion,
      taken: picked.length,
      changed: picked.filter(({ changed }) => changed).length,
      ...found,
      poseIds,
      poses: shown.map((id) => poses.get(id)!),
    };
  });
}

function accept(outcome: ReadOutcome): Exclude<ReadOutcome, { refusal: unknown }> {
  if (!('refusal' in outcome)) return outcome;
  throw new PlatformError(outcome.refusal, outcome.report, { field: 'uploadId' });
}

async function readNames(tx: Transaction, libraryId: string): Promise<UniqueNames> {
  const { rows } = await tx.query<{ name: string }>('select name from poses where library_id = $1', [libraryId]);
  return new UniqueNames(rows.map(({ name }) => name));
}
