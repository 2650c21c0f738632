import type { PoseStreamProgress } from '@contrapposto/pose';
import { z } from 'zod';
import type { Database } from '../database/database.js';
import { PlatformError } from '../errors.js';
import type { ImportProblem, ImportReport } from '../import/import-report.js';
import { type PickedPose, PROBLEM_LIMIT } from '../import/pick-poses.js';
import type { PoseFile, ReadEnd } from '../import/read-poses.js';
import { readPosesAside } from '../import/read-poses-aside.js';
import { text } from '../library/fields.js';
import { parseInput } from '../parse-input.js';
import type { Storage } from '../storage/storage.js';
import { withLocalFile } from '../storage/with-local-file.js';
import { Gate } from '../threads/gate.js';
import { findUpload } from '../uploads/find-upload.js';
import { type CreatedSnapshot, finishSnapshot, Split } from './create-snapshot.js';
import { readDatasetNotice } from './dataset-notice.js';
import { lockDataset } from './lock-dataset.js';
import { PictureFiles } from './picture-files.js';
import { SAMPLE_LIMIT, SnapshotDraft } from './snapshot-draft.js';
import { toDraftSample } from './to-draft-sample.js';

const ImportDataset = z.strictObject({
  datasetId: z.uuid(),
  /** COCO or Human-Art JSON, or any other form of libs/pose. */
  annotationsUploadId: z.string(),
  /** The pictures that the annotations are of, by the name that these give them; FID and KID need them. */
  pictures: z
    .array(z.strictObject({ fileName: text(2000).min(1), uploadId: z.uuid() }))
    .max(SAMPLE_LIMIT)
    .default([]),
  split: Split.default('validation'),
  createdBy: z.uuid().optional(),
});

export type ImportDatasetInput = z.input<typeof ImportDataset>;

/** Of this process: each takes a thread and a connection. */
const gate = new Gate(1);

/** What became of the annotations. */
export type DatasetImportReport = Pick<
  ImportReport,
  'format' | 'conversion' | 'taken' | 'refused' | 'problems' | 'problemCount'
>;

export interface ImportedDataset extends CreatedSnapshot {
  readonly report: DatasetImportReport;
}

export interface ImportDatasetOptions {
  /** Aborted: nothing is written. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PoseStreamProgress) => void;
}

/**
 * Reads annotations and freezes what is good of them as the next version of a data set: a sample for each picture with somebody in it, by the
 * picture's name.
 *
 * @throws PlatformError INVALID_INPUT, also about pictures that no sample has; NOT_FOUND, ARCHIVED; UPLOAD_UNREADABLE; TOO_MANY
 */
export async function importDataset(
  database: Database,
  storage: Storage,
  studioId: string,
  input: ImportDatasetInput,
  options: ImportDatasetOptions = {},
): Promise<ImportedDataset> {
  const parsed = parseInput(ImportDataset, input, 'importDataset');
  const { datasetId, annotationsUploadId, split, createdBy = null } = parsed;
  const { sha256, ...upload } = await findUpload(database, studioId, annotationsUploadId);
  const files = await PictureFiles.find(database, studioId, parsed.pictures);
  const take = (path: string) =>
    database.transaction(async (tx) => {
      await lockDataset(tx, studioId, datasetId);
      const draft = await SnapshotDraft.begin(tx, datasetId);
      const reading = new Reading(draft, files, split);
      const report = await reading.readAll({ path, ...upload, limit: SAMPLE_LIMIT }, options);
      files.assertAllTaken();
      const licences = [await readDatasetNotice(tx, datasetId)];
      return { ...(await finishSnapshot(tx, studioId, draft, licences, createdBy)), report };
    });
  return gate.run(() => {
    options.signal?.throwIfAborted();
    return withLocalFile(storage, sha256, take);
  });
}

/** Poses of a file on their way into a snapshot. */
class Reading {
  private readonly twice: ImportProblem[] = [];
  private taken = 0;

  constructor(
    private readonly draft: SnapshotDraft,
    private readonly files: PictureFiles,
    private readonly split: string,
  ) {}

  /** @throws PlatformError UPLOAD_UNREADABLE, TOO_MANY */
  async readAll(file: PoseFile, { signal, onProgress }: ImportDatasetOptions): Promise<DatasetImportReport> {
    for await (const part of readPosesAside(file, signal)) {
      signal?.throwIfAborted();
      if ('refusal' in part) throw new PlatformError(part.refusal, part.report, { field: 'annotationsUploadId' });
      if ('poses' in part) await this.take(part.poses);
      else if ('progress' in part) onProgress?.(part.progress);
      else return this.report(part.end);
    }
    throw new Error('The reader of poses has ended without a word.');
  }

  private async take(picked: readonly PickedPose[]): Promise<void> {
    const samples = picked.map((one) => toDraftSample(one, this.split, (key) => this.files.take(key)));
    const added = new Set(await this.draft.add(samples));
    for (const [index, { key }] of samples.entries()) {
      if (added.delete(key)) this.taken += 1;
      else this.refuse(picked[index]!.record, key);
    }
  }

  private refuse(record: string, key: string): void {
    const message = `Expected a file name of its own, got ${JSON.stringify(key)} for the second time (${record}).`;
    this.twice.push({ severity: 'ERROR', record, field: 'file_name', message });
  }

  private report({ format, conversion, refused, problems, problemCount }: ReadEnd): DatasetImportReport {
    return {
      format,
      conversion,
      taken: this.taken,
      refused: refused + this.twice.length,
      problems: [...problems, ...this.twice].slice(0, PROBLEM_LIMIT),
      problemCount: problemCount + this.twice.length,
    };
  }
}
