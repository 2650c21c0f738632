import { getMatrixKernels, type MatrixKernels } from '../linear-algebra/kernels.js';
import { orderPictures } from '../picture-order.js';
import { gather } from '../picture-statistics.js';
import { countInBins, UNIT_EDGES, wholeEdges } from './distributions.js';
import { type MeasuredSample, type ReportOptions } from './measured-sample.js';
import { measurePoses } from './measure-poses.js';
import {
  compareWithCaptions,
  countPeople,
  reportClipSimilarity,
  reportFeatures,
  reportPeopleCount,
  reportPrecision,
  reportTime,
} from './report-metrics.js';
import {
  METRIC_NAMES,
  type Distribution,
  type JointReport,
  type MetricName,
  type MetricReport,
  type ReportResults,
} from './report-results.js';

/** What a metric came to: a number, or why there is none; and what was learnt of single pictures on the way. */
interface Outcome {
  readonly report?: MetricReport;
  readonly reason?: string;
  readonly distribution?: Distribution;
}

/**
 * A report of all samples: every metric that was asked for over all pictures, scene by scene, and in the mean of the scenes, or the reason why there is
 * none. Whoever measured which sample first changes nothing: they count in the order of their keys.
 *
 * Statistics are those of the metrics of this package, and so are the numbers: computing one directly gives the same.
 *
 * @param kernels for FID and KID of many pictures
 * @throws EvalError DUPLICATE_SAMPLE, INVALID_SAMPLE, INVALID_SETTINGS
 */
export function computeReport(
  unordered: readonly MeasuredSample[],
  options: ReportOptions,
  kernels: MatrixKernels = getMatrixKernels(),
): ReportResults {
  const samples = gather(unordered, [...orderPictures(unordered.map(({ key }) => key))]);
  const wanted = METRIC_NAMES.filter((metric) => options.metrics.includes(metric));
  const outcomes = wanted.map((metric) => ({ metric, ...computeMetric(metric, samples, options, kernels) }));
  const poses = describePoses(samples, wanted, options);
  return {
    version: 1,
    pictureCount: samples.length,
    failedCount: samples.filter(({ failure }) => failure !== null).length,
    metrics: outcomes.flatMap(({ report }) => (report ? [report] : [])),
    skipped: outcomes.flatMap(({ metric, reason }) => (reason === undefined ? [] : [{ metric, reason }])),
    joints: poses.joints,
    distributions: [...poses.distributions, ...outcomes.flatMap(({ distribution }) => distribution ?? [])],
  };
}

function computeMetric(
  metric: MetricName,
  samples: readonly MeasuredSample[],
  options: ReportOptions,
  kernels: MatrixKernels,
): Outcome {
  const reason = options.unavailable?.[metric];
  if (reason !== undefined) return { reason };
  switch (metric) {
    case 'AP':
    case 'CAP':
      return options.detector ? { report: reportPrecision(metric, samples, options) } : { reason: NO_DETECTOR };
    case 'PCE':
      return options.detector ? computePeopleCount(samples, options) : { reason: NO_DETECTOR };
    case 'FID':
    case 'KID':
      return computeFeatures(metric, samples, options, kernels);
    case 'CLIPSIM':
      return computeCaptions(samples, options);
    case 'TIME':
      return options.time ? { report: reportTime(options.time, options) } : { reason: NOT_TIMED };
  }
}

const NO_DETECTOR =
  'Nobody looked for people in the pictures: the model that measures needs a pose estimator in its folder.';
const NO_FEATURES = 'No network turned the pictures into features: configure an extractor of kind image-features.';
const NO_REAL_PICTURES =
  'The snapshot has fewer than two pictures of its own to compare with: import the data set together with its pictures.';
const TOO_FEW_PICTURES = 'Fewer than two samples have a picture: a distance of distributions needs two.';
const NO_ENCODER = 'No network compared the pictures with their captions: configure an extractor of kind text-image.';
const NO_EMBEDDINGS = 'No sample has a picture to compare with its caption.';
const NOT_TIMED = 'Nobody timed the generator: pictures that were made elsewhere tell nothing of their making.';

function computePeopleCount(samples: readonly MeasuredSample[], options: ReportOptions): Outcome {
  const statistics = countPeople(samples, options);
  const errors = statistics.truthCounts.map((count, picture) => Math.abs(count - statistics.foundCounts[picture]!));
  return {
    report: reportPeopleCount(statistics, options),
    distribution: countInBins('PCE', errors, wholeEdges(errors)),
  };
}

function computeFeatures(
  metric: 'FID' | 'KID',
  samples: readonly MeasuredSample[],
  options: ReportOptions,
  kernels: MatrixKernels,
): Outcome {
  if (!options.features) return { reason: NO_FEATURES };
  const count = (side: 'generated' | 'real') => samples.filter(({ features }) => features?.[side]).length;
  if (count('real') < 2) return { reason: NO_REAL_PICTURES };
  if (count('generated') < 2) return { reason: TOO_FEW_PICTURES };
  return { report: reportFeatures(metric, samples, options.features, options, kernels) };
}

function computeCaptions(samples: readonly MeasuredSample[], options: ReportOptions): Outcome {
  if (!options.embeddings) return { reason: NO_ENCODER };
  const statistics = compareWithCaptions(samples);
  if (statistics.ids.length === 0) return { reason: NO_EMBEDDINGS };
  return {
    report: reportClipSimilarity(statistics, options.embeddings, options),
    distribution: countInBins('CLIPSIM', statistics.similarities, wholeEdges(statistics.similarities)),
  };
}

/** Joints, and the spread over pictures, wherever a metric of poses was asked for. */
function describePoses(
  samples: readonly MeasuredSample[],
  wanted: readonly MetricName[],
  { detector }: ReportOptions,
): { readonly joints: readonly JointReport[]; readonly distributions: readonly Distribution[] } {
  if (!detector || !wanted.some((metric) => metric === 'AP' || metric === 'CAP' || metric === 'PCE'))
    return { joints: [], distributions: [] };
  const { objectKeypointSimilarity, cosineAveragePrecision, joints } = measurePoses(samples);
  return {
    joints,
    distributions: [
      countInBins('OKS', objectKeypointSimilarity, UNIT_EDGES),
      countInBins('CAP', cosineAveragePrecision, UNIT_EDGES),
    ],
  };
}
