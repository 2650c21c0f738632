import type { PoseStreamProgress } from '@contrapposto/pose';
import { z } from 'zod';
import type { Database, Transaction } from '../database/database.js';
import { PlatformError } from '../errors.js';
import { lockLibrary } from '../library/edit-pose.js';
import { mentioned, Tags } from '../library/fields.js';
import { CANVAS_LIMIT } from '../library/pose-data.js';
import { loadPoses } from '../library/poses.js';
import { parseInput } from '../parse-input.js';
import type { Storage } from '../storage/storage.js';
import { withLocalFile } from '../storage/with-local-file.js';
import { Gate } from '../threads/gate.js';
import { findUpload } from '../uploads/find-upload.js';
import type { ImportProblem, ImportReport } from './import-report.js';
import { insertPoses } from './insert-poses.js';
import { namePoses } from './name-poses.js';
import { type PickedPose, PROBLEM_LIMIT } from './pick-poses.js';
import type { PoseFile, ReadEnd } from './read-poses.js';
import { readPosesAside } from './read-poses-aside.js';
import { UniqueNames } from './unique-names.js';

const Side = z.int().min(1).max(CANVAS_LIMIT);
export const ImportPoses = z.strictObject({
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

export const SHOWN_POSES = 100;

/** Of this process: each takes a thread, a connection, and the file's size on the disk. */
const gate = new Gate(2);

export interface ImportOptions {
  /** Aborted: nothing is written. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PoseStreamProgress) => void;
  /** Runs in the import's transaction, after all else; where it throws, nothing is written. */
  readonly finish?: (tx: Transaction, report: ImportReport) => Promise<void>;
}

/**
 * Reads an upload in any format of libs/pose and puts its poses into a library: those that are good, each under a name that the library does
 * not have yet. What is not good is left out or repaired, and told. All that is taken becomes visible in one moment. A large file is read from
 * the disk, piece by piece, and its poses are written as they come.
 *
 * @throws PlatformError INVALID_INPUT; NOT_FOUND, ARCHIVED about upload or library; UPLOAD_UNREADABLE; TOO_MANY; the signal's reason. Then
 * nothing is written.
 */
export async function importPoses(
  database: Database,
  storage: Storage,
  input: ImportPosesInput,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { studioId, libraryId, uploadId, tags, dryRun, ...rest } = parseInput(ImportPoses, input, 'importPoses');
  const hints = mentioned(rest);
  const { sha256, fileName, byteSize } = await findUpload(database, studioId, uploadId);
  const take = (path: string) =>
    database.transaction(async (tx) => {
      const taking = await Taking.begin(tx, { studioId, libraryId, tags, dryRun });
      const end = await takeAll(taking, { path, byteSize, fileName, ...hints }, options);
      const report = await taking.report(end);
      await options.finish?.(tx, report);
      return report;
    });
  return gate.run(() => {
    options.signal?.throwIfAborted();
    return withLocalFile(storage, sha256, take);
  });
}

/** @throws PlatformError UPLOAD_UNREADABLE, TOO_MANY */
async function takeAll(taking: Taking, file: PoseFile, { signal, onProgress }: ImportOptions): Promise<ReadEnd> {
  for await (const part of readPosesAside(file, signal)) {
    signal?.throwIfAborted();
    if ('refusal' in part) throw new PlatformError(part.refusal, part.report, { field: 'uploadId' });
    if ('poses' in part) await taking.take(part.poses);
    else if ('progress' in part) onProgress?.(part.progress);
    else return part.end;
  }
  throw new Error('The reader of poses has ended without a word.');
}

type Place = Pick<z.output<typeof ImportPoses>, 'studioId' | 'libraryId' | 'tags' | 'dryRun'>;

/** Poses on their way into a library, in one transaction. */
class Taking {
  private readonly poseIds: string[] = [];
  private readonly renamed: ImportProblem[] = [];
  private renamedCount = 0;
  private taken = 0;
  private changed = 0;

  private constructor(
    private readonly tx: Transaction,
    private readonly place: Place,
    private readonly names: UniqueNames,
  ) {}

  /**
   * Imports into one library wait for each other, for the sake of the names. Nobody else waits: what is archived meanwhile is noticed at
   * the end.
   */
  static async begin(tx: Transaction, place: Place): Promise<Taking> {
    const { studioId, libraryId } = place;
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('import ' || $1, 0))`, [libraryId]);
    await lockLibrary(tx, studioId, libraryId, 'key share');
    const { rows } = await tx.query<{ name: string }>('select name from poses where library_id = $1', [libraryId]);
    return new Taking(tx, place, new UniqueNames(rows.map(({ name }) => name)));
  }

  async take(picked: readonly PickedPose[]): Promise<void> {
    const { libraryId, tags, dryRun } = this.place;
    const { poses, renamed } = namePoses(picked, this.names);
    this.renamedCount += renamed.length;
    this.renamed.push(...renamed.slice(0, Math.max(0, PROBLEM_LIMIT - this.renamed.length)));
    this.changed += poses.filter(({ changed }) => changed).length;
    if (!dryRun) this.poseIds.push(...(await insertPoses(this.tx, libraryId, poses, tags, this.taken)));
    this.taken += poses.length;
  }

  async report({ problems, problemCount, ...end }: ReadEnd): Promise<ImportReport> {
    const { studioId, libraryId } = this.place;
    await lockLibrary(this.tx, studioId, libraryId, 'share');
    const shown = this.poseIds.slice(0, SHOWN_POSES);
    const poses = await loadPoses(this.tx, studioId, shown);
    return {
      ...end,
      taken: this.taken,
      changed: this.changed,
      problems: [...problems, ...this.renamed].slice(0, PROBLEM_LIMIT),
      problemCount: problemCount + this.renamedCount,
      poseIds: this.poseIds,
      poses: shown.map((id) => poses.get(id)!),
    };
  }
}
