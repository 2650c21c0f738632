import { openAsBlob } from 'node:fs';
import path from 'node:path';
import type { Client } from '@contrapposto/client';
import type { Context } from '../context.js';
import { collect } from '../evaluation/find.js';
import { checkPictures, formatMebibytes, nameSome } from '../pictures/check-pictures.js';
import { listPictures } from '../pictures/list-pictures.js';
import { matchKeys, type MatchedPicture } from '../pictures/match-keys.js';
import { openPictures } from '../pictures/open-pictures.js';
import { readPictureNames } from '../pictures/read-picture-names.js';
import { createProgress, SILENT, type Progress } from '../report/progress.js';
import type { CommandResult, Warning } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

export interface ImportDatasetOptions extends ServiceOptions {
  /** A name: made where there is none of it. */
  readonly dataset: string;
  /** Where the pictures of the annotations lie. */
  readonly pictures?: string;
  readonly split: string;
  readonly licence?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface Plan {
  readonly sampleCount: number;
  readonly matched: readonly MatchedPicture[];
  readonly bytes: number;
  readonly warnings: readonly Warning[];
}

/** `dataset import`: annotations, and the pictures that they are of, as the next version of a data set. */
export async function importDataset(
  context: Context,
  file: string,
  options: ImportDatasetOptions,
): Promise<CommandResult> {
  const { pictures: folder, split, dataset: name } = options;
  const plan = await makePlan(context, file, folder);
  if (options.dryRun) return describePlan(plan, options);
  const service = openService(context, options);
  const datasetId = await findOrCreate(service, context, options);
  const progress = options.json && !context.stderr.isTTY ? SILENT : createProgress(context.stderr, 'pictures');
  try {
    const { snapshot, report } = await service.importDataset(
      {
        datasetId,
        annotations: { name: path.basename(file), content: await openAsBlob(file) },
        ...(folder !== undefined && { pictures: openAs(folder, plan.matched, progress) }),
        split,
      },
      context,
    );
    const problems = report.problems.map(({ message }) => ({ code: 'IMPORT_PROBLEM', message: `${file}: ${message}` }));
    return {
      text: `${name}, version ${snapshot.version}: ${snapshot.sampleCount} samples, ${snapshot.pictureCount} with a picture; ${report.refused} refused`,
      document: { dataset: name, snapshot, report },
      warnings: [...plan.warnings, ...problems],
    };
  } finally {
    progress.stop();
  }
}

async function makePlan({ signal }: Context, file: string, folder: string | undefined): Promise<Plan> {
  const names = await readPictureNames(file);
  if (folder === undefined) return { sampleCount: names.length, matched: [], bytes: 0, warnings: [] };
  const { pictures } = await listPictures(folder);
  const { matched, missing, unknown, doubled } = matchKeys(names, pictures);
  const bytes = await checkPictures(
    folder,
    matched.map((picture) => picture.file),
    signal,
  );
  const warn = (code: string, what: string, files: readonly string[]): Warning[] =>
    files.length === 0 ? [] : [{ code, message: `${files.length} ${what}:\n${nameSome(files)}` }];
  const warnings = [
    ...warn('PICTURE_MISSING', 'samples without a picture in the folder', missing),
    ...warn('PICTURE_LEFT_OUT', 'pictures that no annotation is of, or that another stands for', [
      ...unknown,
      ...doubled,
    ]),
  ];
  return { sampleCount: names.length, matched, bytes, warnings };
}

function describePlan(
  { sampleCount, matched, bytes, warnings }: Plan,
  { dataset }: ImportDatasetOptions,
): CommandResult {
  return {
    text: `would be imported into ${dataset}: ${sampleCount} samples, ${matched.length} with a picture (${formatMebibytes(bytes)})`,
    document: { dataset, dryRun: true, sampleCount, pictures: matched, bytes },
    warnings,
  };
}

async function findOrCreate(
  service: Client,
  context: Context,
  { dataset: name, licence }: ImportDatasetOptions,
): Promise<string> {
  const datasets = await collect(service.listDatasets({}, context));
  const found = datasets.find((dataset) => dataset.name === name || dataset.id === name);
  if (found) return found.id;
  return (await service.createDataset({ name, ...(licence !== undefined && { licence }) }, context)).id;
}

/** Under the names that the annotations give them. */
async function* openAs(folder: string, matched: readonly MatchedPicture[], progress: Progress) {
  for await (const { key, file } of openPictures(folder, matched, progress)) yield { ...file, name: key };
}
