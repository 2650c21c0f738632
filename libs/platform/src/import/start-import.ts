import type { PoseStreamProgress } from '@contrapposto/pose';
import type { Database, Transaction } from '../database/database.js';
import { messageOf, PlatformError } from '../errors.js';
import { notFound } from '../library/lock-for-edit.js';
import { parseInput } from '../parse-input.js';
import type { Storage } from '../storage/storage.js';
import { findUpload } from '../uploads/find-upload.js';
import { importPoses, ImportPoses, type ImportPosesInput, SHOWN_POSES } from './import-poses.js';
import type { ImportReport } from './import-report.js';
import { type ImportFailure, INTERRUPTED, loadPoseImports, type PoseImport } from './pose-imports.js';

export interface StartedImport {
  readonly import: PoseImport;
  /** Resolves when it has ended, however that was. Rejects where not even that could be written. */
  readonly ended: Promise<void>;
}

const TOUCH_EVERY_MS = 500;

/** The reason of an end that somebody has asked for. */
class Canceled extends Error {}

/**
 * Begins an import that may be followed and canceled from any process (`loadPoseImports`, `cancelImport`). It goes on in this one, and ends
 * with it: then nothing is written, as when it fails or is canceled. A file that cannot be taken ends it in FAILED.
 *
 * @param stop aborted where this process is about to end
 * @throws PlatformError INVALID_INPUT; NOT_FOUND about the upload
 */
export async function startImport(
  database: Database,
  storage: Storage,
  input: ImportPosesInput,
  stop?: AbortSignal,
): Promise<StartedImport> {
  const { studioId, libraryId, uploadId, dryRun } = parseInput(ImportPoses, input, 'startImport');
  const { fileName, byteSize } = await findUpload(database, studioId, uploadId);
  const { rows } = await database.query<{ id: string }>(
    `insert into pose_imports (studio_id, library_id, file_name, dry_run, total_bytes)
     select $1, id, $3, $4, $5 from pose_libraries where studio_id = $1 and id = $2 returning id`,
    [studioId, libraryId, fileName, dryRun, byteSize],
  );
  if (!rows[0]) throw notFound('pose library', libraryId, 'libraryId');
  const { id } = rows[0];
  const ended = new RunningImport(database, id).run(storage, input, stop);
  ended.catch(() => undefined);
  return { import: (await loadPoseImports(database, studioId, [id])).get(id)!, ended };
}

/** Asks an import to end. One that has ended stays as it is. @throws PlatformError NOT_FOUND */
export async function cancelImport(database: Database, studioId: string, id: string): Promise<PoseImport> {
  const found = (await loadPoseImports(database, studioId, [id])).get(id);
  if (!found) throw notFound('import', id, 'id');
  await database.query(
    `update pose_imports set cancel_requested_at = coalesce(cancel_requested_at, now()) where id = $1 and state = 'RUNNING'`,
    [id],
  );
  return (await loadPoseImports(database, studioId, [id])).get(id)!;
}

class RunningImport {
  private readonly cancel = new AbortController();
  private progress: PoseStreamProgress | null = null;

  constructor(
    private readonly database: Database,
    private readonly id: string,
  ) {}

  async run(storage: Storage, input: ImportPosesInput, stop?: AbortSignal): Promise<void> {
    const signal = stop ? AbortSignal.any([this.cancel.signal, stop]) : this.cancel.signal;
    const timer = setInterval(() => void this.touch().catch(() => undefined), TOUCH_EVERY_MS);
    const onProgress = (progress: PoseStreamProgress) => (this.progress = progress);
    try {
      const finish = (tx: Transaction, report: ImportReport) => this.succeed(tx, report);
      await importPoses(this.database, storage, input, { signal, onProgress, finish });
    } catch (error) {
      await this.end(error);
    } finally {
      clearInterval(timer);
    }
  }

  /** Says how far it is and that it lives, and hears whether somebody wants its end. */
  private async touch(): Promise<void> {
    const { phase = 'index', bytesRead = 0, posesRead = 0 } = this.progress ?? {};
    const { rows } = await this.database.query<{ unwanted: boolean }>(
      `update pose_imports set touched_at = now(), phase = upper($2), bytes_read = $3, poses_read = $4
       where id = $1 and state = 'RUNNING' returning cancel_requested_at is not null as unwanted`,
      [this.id, phase, bytesRead, posesRead],
    );
    if (rows[0]?.unwanted) this.cancel.abort(new Canceled());
  }

  /** Together with the poses, or not at all: one that was given up meanwhile has not succeeded. */
  private async succeed(tx: Transaction, { poses: _, poseIds, ...report }: ImportReport): Promise<void> {
    const kept = { ...report, poseIds: poseIds.slice(0, SHOWN_POSES) };
    const { rowCount } = await tx.query(
      `update pose_imports set state = 'SUCCEEDED', report = $2, finished_at = now(), phase = 'READ', bytes_read = total_bytes,
         poses_read = $3 where id = $1 and state = 'RUNNING'`,
      [this.id, JSON.stringify(kept), report.taken + report.refused],
    );
    if (rowCount === 0) throw new Canceled();
  }

  private async end(error: unknown): Promise<void> {
    const failure = error instanceof Canceled ? null : toFailure(error);
    await this.database.query(
      `update pose_imports set state = $2, failure = $3, finished_at = now() where id = $1 and state = 'RUNNING'`,
      [this.id, failure ? 'FAILED' : 'CANCELED', failure && JSON.stringify(failure)],
    );
  }
}

function toFailure(error: unknown): ImportFailure {
  if (!(error instanceof PlatformError)) return { code: INTERRUPTED, field: null, message: messageOf(error) };
  return { code: error.code, field: error.field, message: error.message };
}
