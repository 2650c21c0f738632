import { createHash } from 'node:crypto';
import {
  DEFAULT_BOOTSTRAP,
  type DatasetIdentity,
  type MeasuredSample,
  type MeasuredTime,
  type MetricName,
  type ReportOptions,
} from '@contrapposto/eval';
import {
  loadDatasets,
  loadSnapshots,
  type Database,
  type EvaluationReport,
  type ReportOutcome,
} from '@contrapposto/platform';
import type { PoseFitMode } from '@contrapposto/pose';
import { computeReportAside } from './compute-aside.js';
import type { Instruments } from './instruments.js';
import { readAllSamples } from './report-samples.js';
import { toMeasuredSample } from './to-measured-sample.js';

export interface Findings {
  readonly instruments: Instruments;
  readonly poseFit: PoseFitMode;
  readonly time: MeasuredTime | null;
  /** Why a metric cannot be had, beside what the instruments say. */
  readonly reasons: Readonly<Partial<Record<MetricName, string>>>;
}

/** Every metric over what the samples' rows hold. */
export async function concludeReport(
  database: Database,
  report: EvaluationReport,
  findings: Findings,
  signal: AbortSignal,
): Promise<Pick<ReportOutcome, 'results' | 'manifest'>> {
  const samples: MeasuredSample[] = [];
  let realCount = 0;
  for await (const sample of readAllSamples(database, report.id)) {
    signal.throwIfAborted();
    samples.push(toMeasuredSample(sample, findings.poseFit));
    if (sample.referenceSha256 !== null) realCount += 1;
  }
  const dataset = await identifyDataset(database, report, samples);
  const options = toOptions(report, findings, dataset);
  const unavailable = { ...explainLostPictures(samples, realCount), ...options.unavailable };
  const results = await computeReportAside(samples, { ...options, unavailable }, signal);
  return { results, manifest: Object.fromEntries(results.metrics.map(({ metric, manifest }) => [metric, manifest])) };
}

function toOptions(
  { request }: EvaluationReport,
  { instruments, time, reasons }: Findings,
  dataset: DatasetIdentity,
): ReportOptions {
  const { poses, features, embeddings } = instruments;
  return {
    metrics: request.metrics,
    posePreset: request.posePreset,
    // The estimator's own threshold has chosen whom it names.
    scoreThreshold: null,
    detector: poses?.identity ?? null,
    features: features?.identity ?? null,
    embeddings: embeddings?.identity ?? null,
    time,
    dataset,
    // The first of them: the sample at place n has this + n.
    seeds: request.generator.kind === 'MODEL' ? [request.seed] : null,
    bootstrap: request.bootstrap ? DEFAULT_BOOTSTRAP : null,
    unavailable: { ...instruments.reasons, ...reasons },
  };
}

/** The snapshot's pictures are there to compare with, and nothing is there to be compared. */
function explainLostPictures(
  samples: readonly MeasuredSample[],
  realCount: number,
): Readonly<Partial<Record<MetricName, string>>> {
  const lostCount = samples.filter(({ failure }) => failure !== null).length;
  if (realCount < 2 || samples.length - lostCount >= 2) return {};
  const reason = `Of ${samples.length} samples ${lostCount} have no picture: a distance of distributions needs two.`;
  return { FID: reason, KID: reason };
}

/** A report of some of a snapshot's samples does not compare with one of others, though the snapshot is one. */
async function identifyDataset(
  database: Database,
  { studioId, snapshotId, request }: EvaluationReport,
  samples: readonly MeasuredSample[],
): Promise<DatasetIdentity> {
  const snapshot = (await loadSnapshots(database, studioId, [snapshotId])).get(snapshotId)!;
  const dataset = (await loadDatasets(database, studioId, [snapshot.datasetId])).get(snapshot.datasetId)!;
  const isPart = request.splits !== undefined || request.scenes !== undefined || request.limit !== undefined;
  const keys = createHash('sha256').update(JSON.stringify(samples.map(({ key }) => key)));
  return { name: dataset.name, snapshot: isPart ? `${snapshot.digest}, keys ${keys.digest('hex')}` : snapshot.digest };
}
