import path from 'node:path';
import type { Client, CreateReportInput } from '@contrapposto/client';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { chooseSamples, type SampleChoice } from '../evaluation/choose-samples.js';
import { describeReport } from '../evaluation/describe-report.js';
import { findPictures, type FoundPictures } from '../evaluation/find-pictures.js';
import { collect, findModel, findSnapshot } from '../evaluation/find.js';
import { followToEnd } from '../evaluation/follow.js';
import type { Size } from '../options.js';
import { formatMebibytes } from '../pictures/check-pictures.js';
import { openPictures } from '../pictures/open-pictures.js';
import { createProgress, SILENT } from '../report/progress.js';
import type { CommandResult, Warning } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

export interface CreateReportOptions extends ServiceOptions, SampleChoice {
  readonly dataset: string;
  readonly metrics: CreateReportInput['metrics'];
  readonly preset: 'paper' | 'humansd-compat';
  /** False: none. */
  readonly intervals: boolean;
  readonly seed: number;
  /** A folder of pictures that were made elsewhere. */
  readonly external?: string;
  /** What made them. */
  readonly tool?: string;
  readonly note?: string;
  readonly model?: string;
  readonly negative?: string;
  readonly steps?: number;
  readonly guidance?: number;
  readonly conditioning?: number;
  readonly scheduler?: keyof typeof SCHEDULERS;
  readonly size?: Size;
  readonly follow?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** As the service names them. */
const SCHEDULERS = { ddim: 'DDIM', 'dpmpp-2m': 'DPMPP_2M', euler: 'EULER' } as const;
export const SCHEDULER_NAMES: readonly string[] = Object.keys(SCHEDULERS);

/** What a report needs beside its generator. */
type Judging = Omit<CreateReportInput, 'model' | 'external'>;

/** `report create`: judges a model of the service, or a folder of pictures made elsewhere, by the samples of a data set. */
export async function createReport(
  context: Context,
  name: string,
  options: CreateReportOptions,
): Promise<CommandResult> {
  assertOneGenerator(options);
  const service = openService(context, options);
  const { dataset, snapshot } = await findSnapshot(service, context.signal, options.dataset);
  const all = await collect(service.listDatasetSamples(snapshot.id, { signal: context.signal }));
  const keys = chooseSamples(all, options).map(({ key }) => key);
  if (keys.length === 0) throw nothingChosen(dataset.name);
  const judging = describeJudging(name, snapshot.id, options);
  return options.external === undefined
    ? judgeModel(context, service, judging, keys.length, options)
    : judgePictures(
        context,
        service,
        judging,
        await findPictures(
          options.external,
          keys,
          all.map(({ key }) => key),
          context.signal,
        ),
        {
          ...options,
          external: options.external,
        },
      );
}

function assertOneGenerator({ external, tool, model }: CreateReportOptions): void {
  const got = external === undefined ? (model === undefined ? 'neither' : null) : model === undefined ? null : 'both';
  if (got !== null) throw new CliError('INVALID_OPTION', `Expected --model NAME or --external FOLDER, got ${got}.`);
  if ((external === undefined) !== (tool === undefined))
    throw new CliError(
      'INVALID_OPTION',
      'Expected --external FOLDER and --tool NAME together: what made the pictures?',
    );
}

function nothingChosen(dataset: string): CliError {
  return new CliError(
    'INVALID_OPTION',
    `Expected at least one sample of "${dataset}", got none.\n"dataset samples ${JSON.stringify(dataset)}" lists its splits and scenes.`,
  );
}

function describeJudging(name: string, snapshotId: string, options: CreateReportOptions): Judging {
  const { metrics, preset, intervals, seed, splits, scenes, limit } = options;
  return {
    name,
    snapshotId,
    metrics,
    posePreset: preset === 'paper' ? 'PAPER' : 'HUMANSD_COMPAT',
    bootstrap: intervals,
    seed,
    ...(splits && { splits: [...splits] }),
    ...(scenes && { scenes: [...scenes] }),
    ...(limit !== undefined && { limit }),
  };
}

async function judgeModel(
  context: Context,
  service: Client,
  judging: Judging,
  sampleCount: number,
  options: CreateReportOptions,
): Promise<CommandResult> {
  const { id: modelId, name, version } = await findModel(service, context.signal, options.model!);
  const model = { modelId, ...pickSettings(options) };
  const plan = `${sampleCount} pictures of ${name} ${version ?? ''}`.trim();
  if (options.dryRun)
    return { text: `would be made and judged: ${plan}`, document: { dryRun: true, sampleCount, ...judging, model } };
  return finish(context, service, await service.createReport({ ...judging, model }, context), sampleCount, options, []);
}

function pickSettings({ negative, steps, guidance, conditioning, scheduler, size }: CreateReportOptions) {
  return {
    ...(negative !== undefined && { negativePrompt: negative }),
    ...(steps !== undefined && { numInferenceSteps: steps }),
    ...(guidance !== undefined && { guidanceScale: guidance }),
    ...(conditioning !== undefined && { conditioningScale: conditioning }),
    ...(scheduler !== undefined && { scheduler: SCHEDULERS[scheduler] }),
    ...size,
  };
}

async function judgePictures(
  context: Context,
  service: Client,
  judging: Judging,
  { matched, bytes, warnings }: FoundPictures,
  { external: folder, ...options }: CreateReportOptions & { readonly external: string },
): Promise<CommandResult> {
  const { tool, note, json = false, dryRun = false } = options;
  if (dryRun)
    return {
      text: `would be uploaded and judged: ${matched.length} pictures of ${tool!}, ${formatMebibytes(bytes)}`,
      document: { dryRun: true, sampleCount: matched.length, bytes, ...judging, external: { name: tool, note } },
      warnings,
    };
  const progress = json && !context.stderr.isTTY ? SILENT : createProgress(context.stderr, 'pictures uploaded');
  try {
    const pictures = openPictures(path.resolve(folder), matched, progress);
    const external = { name: tool!, ...(note !== undefined && { note }), pictures };
    const made = await service.createReport({ ...judging, external }, context);
    progress.stop();
    return await finish(context, service, made, matched.length, options, warnings);
  } catch (error) {
    if (context.signal.aborted && !(error instanceof CliError)) throw notCreated();
    throw error;
  } finally {
    progress.stop();
  }
}

function notCreated(): CliError {
  return new CliError(
    'CANCELED',
    'Canceled before the report was made: there is none. Pictures that were uploaded lie with the service, where the same ones take no more room.',
  );
}

async function finish(
  context: Context,
  service: Client,
  { report, created }: Awaited<ReturnType<Client['createReport']>>,
  sampleCount: number,
  { follow, json = false }: CreateReportOptions,
  warnings: readonly Warning[],
): Promise<CommandResult> {
  if (!follow)
    return {
      text: `${report.name} (${report.id}): ${sampleCount} samples. "report follow ${report.id}" looks on.`,
      document: { report, created },
      warnings,
    };
  const ended = await followToEnd(service, context, report.id, { json });
  return { text: describeReport(ended), document: { report: ended, created }, warnings };
}
