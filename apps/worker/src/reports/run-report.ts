import { setTimeout as sleep } from 'node:timers/promises';
import type { MeasuredTime, MetricName } from '@contrapposto/eval';
import {
  appendEvent,
  completeReport,
  createReportGenerations,
  failWork,
  LeaseLostError,
  readReportSamples,
  writeReportSample,
  type ClaimedReport,
  type CoordinatedSample,
  type SampleRecipe,
} from '@contrapposto/platform';
import { messageOf, type PoseFitMode } from '@contrapposto/pose';
import { toFailure } from '../generations/generation-failure.js';
import type { GenerationContext } from '../generations/run-generation.js';
import { concludeReport } from './conclude-report.js';
import { openInstruments, type InstrumentContext } from './instruments.js';
import { measureSample, toFailed, type Measuring } from './measure-sample.js';
import { ProgressOfReport } from './report-progress.js';
import { readAllSamples } from './report-samples.js';
import { isMadeWith, parseSampleFeatures } from './sample-features.js';
import { createSampleRecipe, isModelReport, type ModelReport } from './sample-recipe.js';
import { TIMED_RUNS, timeModel } from './time-model.js';

/** What a report needs of its worker. */
export type ReportContext = GenerationContext & InstrumentContext;

/** Samples whose pictures are asked for and not measured yet: enough for many workers, few enough to be canceled at once. */
const WAVE = 32;

/** Between two looks at generations that are not done. */
const LOOK_EVERY_MS = 500;

/**
 * Coordinates one report from its request to its results: asks for the pictures in waves, measures each as it comes, and ends the report as
 * completed or failed. All it has seen is in the samples' rows, so another coordinator goes on where this one stops. When `signal` aborts it throws,
 * at the latest after the picture that it looks at.
 */
export async function runReport(context: ReportContext, claimed: ClaimedReport, signal: AbortSignal): Promise<void> {
  const { database, pool } = context;
  const { report, lease } = claimed;
  const logger = context.logger.child({ report: report.id, attempt: report.attempt });
  const run = new ReportRun({ ...context, logger }, claimed, signal);
  try {
    const outcome = await run.toOutcome();
    await run.close();
    signal.throwIfAborted();
    await completeReport(database, lease, outcome);
    logger.info({ timings: outcome.timings }, 'report succeeded');
  } catch (error) {
    await run.close();
    if (signal.aborted || error instanceof LeaseLostError) throw error;
    const failure = toFailure(error);
    logger.warn({ error, code: failure.code }, 'report failed');
    await failWork(database, lease, failure);
  } finally {
    await pool.releaseExtractors();
  }
}

class ReportRun {
  private progress: ProgressOfReport | null = null;

  constructor(
    private readonly context: ReportContext,
    private readonly claimed: ClaimedReport,
    private readonly signal: AbortSignal,
  ) {}

  async toOutcome() {
    const { database } = this.context;
    const { report } = this.claimed;
    const clock = createStageClock();
    const instruments = await openInstruments(this.context, report.request.metrics, this.signal);
    const poseFit = findPoseFit(this.claimed);
    const measuring = { instruments, poseFit };
    await this.begin(measuring);
    await this.measureAll(measuring);
    clock.end('measure');
    const { time, reasons } = await this.measureTime();
    clock.end('time');
    this.progress?.compute();
    const concluded = await concludeReport(database, report, { ...measuring, time, reasons }, this.signal);
    clock.end('compute');
    return { ...concluded, timings: clock.timings };
  }

  async close(): Promise<void> {
    await this.progress?.close();
  }

  /** Counts what an attempt before this one has done, and does again what it did with other instruments. */
  private async begin(measuring: Measuring): Promise<void> {
    const { database, logger } = this.context;
    const { report, lease } = this.claimed;
    let [sampleCount, measuredBefore] = [0, 0];
    const outdated: CoordinatedSample[] = [];
    for await (const sample of readAllSamples(database, report.id)) {
      sampleCount += 1;
      if (sample.measuredAt === null) continue;
      if (isUpToDate(sample, measuring)) measuredBefore += 1;
      else outdated.push({ ...sample, features: null });
    }
    this.progress = new ProgressOfReport(
      { sampleCount, measuredBefore, timedRuns: this.isTimed() ? TIMED_RUNS : 0 },
      (progress) => appendEvent(database, lease, 'PROGRESS', { ...progress }),
      (error) => logger.debug({ error }, 'progress was not written'),
    );
    this.tell(0);
    for (const sample of outdated) await this.measure(sample, measuring);
  }

  /** The first samples that are not measured are the wave: as one is, the next moves up. */
  private async measureAll(measuring: Measuring): Promise<void> {
    const { database } = this.context;
    const { report } = this.claimed;
    for (;;) {
      this.signal.throwIfAborted();
      const wave = await readReportSamples(database, report.id, { unmeasured: true, limit: WAVE });
      if (wave.length === 0) return;
      const asked = isModelReport(report) ? await this.askForPictures(report, wave) : 0;
      const ready = wave.filter((sample) => this.isReady(sample));
      for (const sample of ready) await this.measure(sample, measuring);
      if (ready.length > 0 || asked > 0) continue;
      await sleep(LOOK_EVERY_MS, undefined, { signal: this.signal });
    }
  }

  /** @returns how many were asked for; a sample of which no recipe can be made is measured by the reason */
  private async askForPictures(report: ModelReport, wave: readonly CoordinatedSample[]): Promise<number> {
    const recipes: SampleRecipe[] = [];
    for (const sample of wave.filter(({ generationId }) => generationId === null)) {
      try {
        recipes.push({ sampleKey: sample.key, recipe: createSampleRecipe(report, sample) });
      } catch (error) {
        await writeReportSample(this.context.database, this.claimed.lease, toFailed(sample.key, messageOf(error)));
        this.tell(1);
      }
    }
    if (recipes.length === 0) return 0;
    return createReportGenerations(this.context.database, this.claimed.lease, recipes);
  }

  private async measure(sample: CoordinatedSample, measuring: Measuring): Promise<void> {
    this.signal.throwIfAborted();
    const measured = await measureSample(this.context, sample, measuring, this.signal);
    await writeReportSample(this.context.database, this.claimed.lease, measured);
    this.tell(1);
  }

  /** Pictures that a model makes are waited for more than they are looked at. */
  private tell(measured: number): void {
    this.progress?.advance(isModelReport(this.claimed.report) ? 'generate' : 'measure', measured);
  }

  private isReady({ generationState, generationId }: CoordinatedSample): boolean {
    if (!isModelReport(this.claimed.report)) return true;
    return generationId !== null && generationState !== 'QUEUED' && generationState !== 'RUNNING';
  }

  private isTimed(): boolean {
    const { report } = this.claimed;
    return isModelReport(report) && report.request.metrics.includes('TIME');
  }

  private async measureTime(): Promise<{
    time: MeasuredTime | null;
    reasons: Readonly<Partial<Record<MetricName, string>>>;
  }> {
    const { report } = this.claimed;
    if (!isModelReport(report) || !this.isTimed()) return { time: null, reasons: {} };
    const [first] = await readReportSamples(this.context.database, report.id, { limit: 1 });
    const onRun = (done: number) => this.progress?.timed(done);
    const time = await timeModel(this.context, createSampleRecipe(report, first!), onRun, this.signal);
    return { time, reasons: time ? {} : { TIME: NO_MODEL } };
  }
}

const NO_MODEL =
  'The worker that brought the pictures together has not the model: give all workers the same model folders.';

function isUpToDate(sample: CoordinatedSample, { instruments }: Measuring): boolean {
  if (sample.failure !== null) return true;
  const made = parseSampleFeatures(sample.features);
  return made !== null && isMadeWith(made, sample, instruments);
}

/** As generations fit their poses; pictures that were made elsewhere are taken to hold the whole canvas. */
function findPoseFit({ report }: ClaimedReport): PoseFitMode {
  const { generator } = report.request;
  return generator.kind === 'MODEL'
    ? ((generator.recipe.poseFit as PoseFitMode | undefined) ?? 'letterbox')
    : 'letterbox';
}

/** Milliseconds by stage, each from the end of the one before. */
function createStageClock() {
  const timings: Record<string, number> = {};
  let last = performance.now();
  return {
    timings,
    end(stage: string) {
      const now = performance.now();
      timings[stage] = now - last;
      last = now;
    },
  };
}
