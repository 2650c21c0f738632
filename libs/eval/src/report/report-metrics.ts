import { cutTails, drawReplicates, type BootstrapSettings, type WeightedGroup } from '../bootstrap.js';
import { createClipSimilarity, type ClipSimilarityStatistics } from '../distribution/clip-similarity.js';
import { type FeatureMetric } from '../distribution/feature-metric.js';
import {
  createFrechetInceptionDistance,
  createKernelInceptionDistance,
  KERNEL_INCEPTION_PRESETS,
} from '../distribution/inception-distances.js';
import { type MatrixKernels } from '../linear-algebra/kernels.js';
import { IMPLEMENTATION, NO_CONTEXT, type MeasurementContext, type MetricManifest } from '../manifest.js';
import { type MetricValues, type PictureMetric, type PictureStatistics } from '../metric.js';
import { createPeopleCountError, PUBLISHED_PEOPLE_COUNT, type PeopleCountStatistics } from '../people-count-error.js';
import { createOnes } from '../picture-statistics.js';
import { FOUND_SKELETON, type PoseSample } from '../pose-sample.js';
import { createAveragePrecision } from '../precision/average-precision.js';
import { createCosineAveragePrecision } from '../precision/cosine-average-precision.js';
import { summarizeScenes } from '../summarize-scenes.js';
import { addErrorIntervals } from './error-intervals.js';
import { type FeatureSource, type MeasuredSample, type MeasuredTime, type ReportOptions } from './measured-sample.js';
import { type MetricName, type MetricReport } from './report-results.js';

/** A metric whose manifest knows its samples. */
interface ReportableMetric<Sample, Statistics extends PictureStatistics> extends PictureMetric<Sample, Statistics> {
  createManifest(statistics: Statistics, context: MeasurementContext): MetricManifest;
}

/** What a metric says, and how people read it. */
type Reading = Pick<MetricReport, 'metric' | 'unit' | 'better' | 'primary'>;

const READINGS: Readonly<Record<MetricName, Reading>> = {
  AP: { metric: 'AP', unit: null, better: 'HIGHER', primary: 'AP' },
  CAP: { metric: 'CAP', unit: null, better: 'HIGHER', primary: 'CAP' },
  PCE: { metric: 'PCE', unit: 'people', better: 'LOWER', primary: 'PCE' },
  FID: { metric: 'FID', unit: null, better: 'LOWER', primary: 'FID' },
  KID: { metric: 'KID', unit: null, better: 'LOWER', primary: 'KID' },
  CLIPSIM: { metric: 'CLIPSIM', unit: null, better: 'HIGHER', primary: 'CLIPSIM' },
  TIME: { metric: 'TIME', unit: 'ms', better: 'LOWER', primary: 'medianMs' },
};

/** KID's subsets as HumanSD meant them, of features of any length: a small scene is one subset. */
const { dimensions: _, ...KERNEL_SUBSETS } = KERNEL_INCEPTION_PRESETS['humansd-compat'];

export function reportPrecision(
  name: 'AP' | 'CAP',
  samples: readonly MeasuredSample[],
  options: ReportOptions,
): MetricReport {
  const create = name === 'AP' ? createAveragePrecision : createCosineAveragePrecision;
  const metric = create({ rules: options.posePreset, skeleton: FOUND_SKELETON });
  const statistics = gather(metric, samples.map(toPoseSample));
  return summarize(
    name,
    metric,
    statistics,
    describeContext(options, { detector: options.detector }),
    options.bootstrap,
  );
}

export function countPeople(samples: readonly MeasuredSample[], options: ReportOptions): PeopleCountStatistics {
  return gather(createPeopleCount(options), samples.map(toPoseSample));
}

export function reportPeopleCount(statistics: PeopleCountStatistics, options: ReportOptions): MetricReport {
  const context = describeContext(options, { detector: options.detector });
  return summarize('PCE', createPeopleCount(options), statistics, context, options.bootstrap);
}

function createPeopleCount({ posePreset, scoreThreshold }: ReportOptions) {
  return createPeopleCountError(posePreset === 'humansd-compat' ? PUBLISHED_PEOPLE_COUNT : { scoreThreshold });
}

/** Without a bootstrap: a replicate would repeat pictures, which alone moves both distances upwards. KID knows its own error. */
export function reportFeatures(
  name: 'FID' | 'KID',
  samples: readonly MeasuredSample[],
  source: FeatureSource,
  options: ReportOptions,
  kernels: MatrixKernels,
): MetricReport {
  const { dimensions } = source.extractor;
  const metric: FeatureMetric =
    name === 'FID'
      ? createFrechetInceptionDistance({ dimensions }, kernels)
      : createKernelInceptionDistance({ dimensions, ...KERNEL_SUBSETS }, kernels);
  const statistics = gather(
    metric,
    samples.map(({ key, scene, features }) => ({
      id: key,
      scene,
      generated: features?.generated ?? null,
      real: features?.real ?? null,
    })),
  );
  const report = summarize(name, metric, statistics, describeContext(options, source), null);
  return name === 'KID' && options.bootstrap ? addErrorIntervals(report, options.bootstrap.level) : report;
}

export function compareWithCaptions(samples: readonly MeasuredSample[]): ClipSimilarityStatistics {
  return gather(
    createClipSimilarity(),
    samples.flatMap(({ key, scene, embeddings }) => (embeddings ? [{ id: key, scene, ...embeddings }] : [])),
  );
}

export function reportClipSimilarity(
  statistics: ClipSimilarityStatistics,
  source: FeatureSource,
  options: ReportOptions,
): MetricReport {
  return summarize('CLIPSIM', createClipSimilarity(), statistics, describeContext(options, source), options.bootstrap);
}

/** Runs stand where other metrics have pictures: all make the same one. */
export function reportTime({ time, settings }: MeasuredTime, options: ReportOptions): MetricReport {
  const milliseconds = time.seconds.map((seconds) => seconds * 1000);
  const runs: WeightedGroup = {
    pictureCount: milliseconds.length,
    compute: (weights) =>
      summarizeTimes(milliseconds.flatMap((value, run) => Array<number>(weights[run]!).fill(value))),
  };
  const replicates = options.bootstrap && drawReplicates([runs], options.bootstrap).flat();
  return {
    ...READINGS.TIME,
    overall: {
      pictureCount: runs.pictureCount,
      values: runs.compute(createOnes(runs.pictureCount)),
      intervals: replicates && cutTails(replicates, options.bootstrap.level),
    },
    mean: null,
    scenes: {},
    manifest: {
      metric: 'TIME',
      implementation: IMPLEMENTATION,
      version: '1',
      preset: null,
      oksSigmas: null,
      thresholds: {},
      settings: { ...settings, ...time.settings, inside: time.inside.join(', ') },
      pictureCount: runs.pictureCount,
      ...NO_CONTEXT,
      seeds: options.seeds,
    },
  };
}

/** As InferenceTime has them, in milliseconds. */
function summarizeTimes(milliseconds: readonly number[]): MetricValues {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const last = sorted.length - 1;
  return {
    medianMs: (sorted[Math.floor(last / 2)]! + sorted[Math.ceil(last / 2)]!) / 2,
    meanMs: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    leastMs: sorted[0]!,
    mostMs: sorted[last]!,
  };
}

function toPoseSample({ key, scene, expected, found }: MeasuredSample): PoseSample {
  return { id: key, ...(scene !== null && { scene }), people: expected, found };
}

function gather<Sample, Statistics>(
  { createAccumulator }: Pick<ReportableMetric<Sample, Statistics & PictureStatistics>, 'createAccumulator'>,
  samples: readonly Sample[],
): Statistics {
  const accumulator = createAccumulator();
  for (const sample of samples) accumulator.update(sample);
  return accumulator.statistics;
}

function summarize<Statistics extends PictureStatistics>(
  name: MetricName,
  metric: ReportableMetric<never, Statistics>,
  statistics: Statistics,
  context: MeasurementContext,
  bootstrap: BootstrapSettings | null,
): MetricReport {
  const { overall, scenes, mean } = summarizeScenes(metric, statistics, bootstrap);
  return {
    ...READINGS[name],
    overall,
    mean: Object.keys(scenes).length === 0 ? null : mean,
    scenes,
    manifest: metric.createManifest(statistics, context),
  };
}

function describeContext(
  { dataset, seeds }: ReportOptions,
  known: Partial<Pick<MeasurementContext, 'extractor' | 'resizeFilter' | 'detector'>>,
): MeasurementContext {
  const { extractor = null, resizeFilter = null, detector = null } = known;
  return { extractor, resizeFilter, detector, dataset, seeds };
}
