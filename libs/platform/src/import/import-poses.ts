import { messageOf, type ParsedPoseFile, parsePoseFile, PoseError } from '@contrapposto/pose';
import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { lockLibrary } from '../library/edit-pose.js';
import { Tags } from '../library/fields.js';
import { loadPoses } from '../library/poses.js';
import { parseInput } from '../parse-input.js';
import type { Storage } from '../storage/storage.js';
import { findUpload } from '../uploads/find-upload.js';
import type { ImportReport } from './import-report.js';
import { insertPoses } from './insert-poses.js';
import { pickPoses } from './pick-poses.js';
import { UniqueNames } from './unique-names.js';

const ImportPoses = z.strictObject({
  studioId: z.uuid(),
  libraryId: z.uuid(),
  uploadId: z.string(),
  /** Given to every pose, beside the file's own. */
  tags: Tags.default([]),
  /** Only says what would happen. */
  dryRun: z.boolean().default(false),
});

export type ImportPosesInput = z.input<typeof ImportPoses>;

/** More poses than this are several files: one transaction must not hold up the others for long. */
export const IMPORT_LIMIT = 20_000;

const SHOWN_POSES = 100;
/** What the count of changed poses is made from; far more than anybody reads. */
const MAX_PROBLEMS = 50_000;

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
  const { studioId, libraryId, uploadId, tags, dryRun } = parseInput(ImportPoses, input, 'importPoses');
  const { sha256, fileName } = await findUpload(database, studioId, uploadId);
  const parsed = parse(await storage.read(sha256), fileName);
  return database.transaction(async (tx) => {
    await lockLibrary(tx, studioId, libraryId, 'no key update');
    const { picked, ...found } = pickPoses(parsed, await readNames(tx, libraryId));
    const poseIds = dryRun ? [] : await insertPoses(tx, libraryId, picked, tags);
    const shown = poseIds.slice(0, SHOWN_POSES);
    const poses = await loadPoses(tx, studioId, shown);
    return { format: parsed.format, taken: picked.length, ...found, poseIds, poses: shown.map((id) => poses.get(id)!) };
  });
}

function parse(bytes: Uint8Array, fileName: string): ParsedPoseFile {
  const parsed = attempt(bytes, fileName);
  if (parsed.poses.length <= IMPORT_LIMIT) return parsed;
  throw new PlatformError(
    'TOO_MANY',
    {
      expected: `at most ${IMPORT_LIMIT} poses`,
      got: String(parsed.poses.length),
      where: `upload ${fileName}`,
      advice: 'Split the file.',
    },
    { field: 'uploadId' },
  );
}

function attempt(bytes: Uint8Array, fileName: string): ParsedPoseFile {
  try {
    return parsePoseFile(bytes, { fileName, limits: { maxProblems: MAX_PROBLEMS } });
  } catch (cause) {
    if (!(cause instanceof PoseError)) throw cause;
    throw new PlatformError(
      'UPLOAD_UNREADABLE',
      { expected: 'a file of poses', got: cause.code, where: `upload ${fileName}`, advice: messageOf(cause) },
      { field: 'uploadId', cause },
    );
  }
}

async function readNames(tx: Transaction, libraryId: string): Promise<UniqueNames> {
  const { rows } = await tx.query<{ name: string }>('select name from poses where library_id = $1', [libraryId]);
  return new UniqueNames(rows.map(({ name }) => name));
}
