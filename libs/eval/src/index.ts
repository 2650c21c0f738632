export {
  computeIntervals,
  DEFAULT_BOOTSTRAP,
  type BootstrapSettings,
  type Interval,
  type Intervals,
  type WeightedGroup,
} from './bootstrap.js';
export {
  computeCosineAveragePrecision,
  computeFidelity,
  type JointFidelity,
  type PoseFidelity,
} from './compute-fidelity.js';
export {
  computeCosineSimilarity,
  computeOneScaleCosineSimilarity,
  computePublishedCosineSimilarity,
} from './cosine-similarity.js';
export { EvalError, type EvalErrorCode } from './errors.js';
export {
  compareManifests,
  IMPLEMENTATION,
  NO_CONTEXT,
  type DatasetIdentity,
  type DetectorIdentity,
  type ExtractorIdentity,
  type ManifestDifference,
  type MeasurementContext,
  type MetricManifest,
} from './manifest.js';
export type { Accumulator, Metric, MetricValues, PictureMetric, PictureStatistics } from './metric.js';
export {
  computeJointDistances,
  computeJointSimilarities,
  computeObjectKeypointSimilarity,
} from './object-keypoint-similarity.js';
export {
  computePeopleCountError,
  createPeopleCountError,
  PUBLISHED_PEOPLE_COUNT,
  type PeopleCountMetric,
  type PeopleCountSettings,
  type PeopleCountStatistics,
} from './people-count-error.js';
export { computePersonArea } from './people.js';
export { FOUND_SKELETON, listVisiblePeople, type PoseSample } from './pose-sample.js';
export { createAveragePrecision } from './precision/average-precision.js';
export { createCosineAveragePrecision } from './precision/cosine-average-precision.js';
export { packPerson, unpackPerson, type PackedPerson } from './precision/packed-person.js';
export type { PrecisionSample } from './precision/picture-matcher.js';
export type { PrecisionMetric, PrecisionSettings } from './precision/precision-metric.js';
export type { PrecisionStatistics } from './precision/precision-statistics.js';
export {
  getPrecisionPreset,
  PRECISION_PRESET_NAMES,
  type AreaRange,
  type AreaRule,
  type CosineRule,
  type PrecisionRules,
} from './precision/presets.js';
export { computeAveragePrecision, type SimilarityRows } from './precision/table-precision.js';
export { summarizeScenes, type SceneSummaries, type Summary } from './summarize-scenes.js';
export {
  computeClipSimilarity,
  createClipSimilarity,
  type ClipSimilarityMetric,
  type ClipSimilarityStatistics,
  type TextImageSample,
} from './distribution/clip-similarity.js';
export type { FeatureMetric, FeatureSample, FeatureStatistics } from './distribution/feature-metric.js';
export { computeMoments, mergeMoments, type FeatureMoments, type FeatureRows } from './distribution/feature-moments.js';
export { computeFrechetDistance } from './distribution/frechet-distance.js';
export {
  createFrechetInceptionDistance,
  createKernelInceptionDistance,
  KERNEL_INCEPTION_PRESETS,
  type FrechetInceptionSettings,
  type KernelInceptionPreset,
  type KernelInceptionSettings,
} from './distribution/inception-distances.js';
export {
  computeKernelDistance,
  drawSubsets,
  type KernelDistance,
  type SubsetPair,
} from './distribution/kernel-distance.js';
export { computeKernelDistanceError } from './distribution/kernel-distance-error.js';
export { CUBIC_KERNEL, type PolynomialKernel } from './distribution/kernel-matrix.js';
export { createMatrixKernels, type MatrixKernels } from './linear-algebra/kernels.js';
export { createSharedKernels, type ProductHelper } from './linear-algebra/shared-kernels.js';
export { workOnProduct, type SharedProduct } from './linear-algebra/shared-product.js';
export {
  DEFAULT_INFERENCE_TIME,
  measureInferenceTime,
  type InferenceStage,
  type InferenceTime,
  type InferenceTimeSettings,
} from './inference-time.js';
export {
  decodeAssociativeEmbedding,
  PUBLISHED_GROUPING,
  type EmbeddingOutputs,
  type GroupingSettings,
} from './extractors/decode-associative-embedding.js';
export { decodeDetectedPoses, decodeYoloPose } from './extractors/decode-boxes.js';
export { decodeUnbiasedHeatmaps } from './extractors/decode-heatmaps.js';
export { decodeSimcc, flipAxisScores, type AxisScores } from './extractors/decode-simcc.js';
export { toPeople, type DecodedJoint, type DecodedPerson, type PersonThresholds } from './extractors/decoded-people.js';
export { averagePlanes, flipPlanes, type FeaturePlanes } from './extractors/feature-planes.js';
export type { FittedPicture, Size } from './extractors/fit-picture.js';
export type {
  ImageFeatureExtractor,
  PersonDetector,
  PictureEncoder,
  PoseEstimator,
  RgbPicture,
  TextImageEncoder,
} from './extractors/ports.js';
export { fitPicture, mirrorInput, normalizePicture, RESIZE_FILTERS } from './extractors/prepare-picture.js';
export {
  EXTRACTOR_PRESET_NAMES,
  EXTRACTOR_PRESETS,
  type ExtractorPreset,
  type ExtractorPresetName,
  type Normalization,
  type OutputDecoding,
  type PictureFit,
} from './extractors/presets.js';
export {
  METRIC_NAMES,
  PICTURE_MEASURES,
  type Distribution,
  type JointReport,
  type MetricName,
  type MetricReport,
  type PictureMeasure,
  type ReportResults,
  type SkippedMetric,
} from './report/report-results.js';
export type {
  FeatureSource,
  MeasuredSample,
  MeasuredTime,
  PosePreset,
  ReportOptions,
  SampleEmbeddings,
  SampleFeatures,
} from './report/measured-sample.js';
export type { ReportDocument, ReportedGenerator, ReportedSample } from './report/report-document.js';
export {
  compareReports,
  type ComparedValue,
  type ComparisonRow,
  type ComparisonScope,
  type MetricDifference,
  type ReportComparison,
} from './report/compare-reports.js';
export { rankReports, type LeaderboardGroup, type RankableReport, type RankedReport } from './report/rank-reports.js';
export { computeReport } from './report/compute-report.js';
export { formatReportCsv } from './report/format-report-csv.js';
export { formatReportHtml } from './report/format-report-html.js';
export { formatReportJson } from './report/format-report-json.js';
