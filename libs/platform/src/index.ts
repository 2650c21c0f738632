export {
  LeaseLostError,
  PlatformError,
  type ErrorReport,
  type PlatformErrorCode,
  type PlatformErrorOptions,
} from './errors.js';
export { chooseServerFolder } from './embedded/choose-server-folder.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/embedded-postgres.js';
export {
  collectPoses,
  COLLECT_LIMIT,
  dropPoses,
  type CollectPosesInput,
  type DropPosesInput,
} from './collections/collect-poses.js';
export {
  archivePoseCollection,
  createPoseCollection,
  updatePoseCollection,
  type CreatePoseCollectionInput,
  type UpdatePoseCollectionInput,
} from './collections/edit-pose-collection.js';
export {
  countCollectedPoses,
  countPoseCollections,
  listCollectedPoses,
  listPoseCollections,
  loadCollectionsOf,
  loadPoseCollections,
  type PoseCollection,
  type PoseCollectionFilter,
} from './collections/pose-collections.js';
export {
  createDatabase,
  type Database,
  type DatabaseOptions,
  type Sql,
  type Transaction,
} from './database/database.js';
export { isConnectionError } from './database/connection-error.js';
export { applyMigrations, readMigrations, type Migration } from './database/migrations.js';
export { prepareDatabase } from './database/prepare-database.js';
export { Listener } from './database/listener.js';
export {
  createDatasetSnapshot,
  type CreatedSnapshot,
  type CreateDatasetSnapshotInput,
} from './datasets/create-snapshot.js';
export { createPoseSetSnapshot, type CreatePoseSetInput } from './datasets/create-pose-set.js';
export { countDatasets, listDatasets, loadDatasets, type Dataset, type DatasetFilter } from './datasets/datasets.js';
export {
  archiveDataset,
  createDataset,
  updateDataset,
  type CreateDatasetInput,
  type UpdateDatasetInput,
} from './datasets/edit-dataset.js';
export {
  importDataset,
  type DatasetImportReport,
  type ImportDatasetInput,
  type ImportDatasetOptions,
  type ImportedDataset,
} from './datasets/import-dataset.js';
export {
  countSamplesByScene,
  countSamplesBySplit,
  countSamplesOf,
  listSamplesOf,
  type DatasetSample,
  type SampleCount,
  type SampleFilter,
} from './datasets/samples.js';
export { SAMPLE_LIMIT } from './datasets/snapshot-draft.js';
export { loadSnapshots, loadSnapshotsOf, type DatasetSnapshot } from './datasets/snapshots.js';
export { exportPoses, EXPORT_LIMIT, type ExportPosesInput } from './exports/export-poses.js';
export type { LicenceNotice } from './exports/licence-notice.js';
export { loadPoseNotices } from './exports/licence-notices.js';
export {
  countPoseExports,
  listPoseExports,
  loadPoseExports,
  type ExportedFile,
  type PoseExport,
} from './exports/pose-exports.js';
export { EXPORT_FORMATS, type ExportFormat } from './exports/pose-writers.js';
export { findFile, type FoundFile } from './files/find-file.js';
export { cancelGeneration } from './generations/cancel-generation.js';
export { claimGeneration, type ClaimedGeneration, type ClaimOptions } from './generations/claim-generation.js';
export {
  completeGeneration,
  type Fidelity,
  type GenerationResult,
  type StoredImage,
} from './generations/complete-generation.js';
export {
  BATCH_LIMIT,
  createGeneration,
  createGenerations,
  type CreatedGeneration,
} from './generations/create-generations.js';
export { followEvents, readEvents } from './generations/follow-events.js';
export { followGenerations, type FollowGenerationsOptions } from './generations/follow-generations.js';
export type { FreezeRecipe, RecipeParts } from './generations/freeze.js';
export { GenerationRequest, type GenerationRequestInput } from './generations/generation-request.js';
export { getGeneration } from './generations/get-generation.js';
export {
  countGenerations,
  listGenerations,
  type GenerationFilter,
  type GenerationOrder,
} from './generations/list-generations.js';
export { loadEventsOf, loadGenerations } from './generations/load-generations.js';
export {
  loadFidelities,
  loadImages,
  type GeneratedImage,
  type GenerationFidelity,
} from './generations/load-results.js';
export { fillPrompt, PromptSlot, type SlotValues } from './generations/prompt-template.js';
export { readQueuePlace, readQueuePlaces, type QueuePlace } from './generations/queue-position.js';
export { recoverGenerations } from './generations/recover-generations.js';
export { retryGeneration } from './generations/retry-generation.js';
export { type Generation, type GenerationEvent, type GenerationState } from './generations/vocabulary.js';
export { countBackends, listBackends, loadBackends, type Backend } from './registry/backends.js';
export { countModels, findLatestModel, listModels, loadModels, type Model } from './registry/models.js';
export { registerBackend, touchBackends, type BackendRegistration } from './registry/register-backend.js';
export { registerModel, type ModelRegistration } from './registry/register-model.js';
export { countJobs, listJobs, type Job } from './jobs/list-jobs.js';
export { runGenerations } from './jobs/run-generations.js';
export { runReports } from './jobs/run-reports.js';
export { importPoses, type ImportOptions, type ImportPosesInput } from './import/import-poses.js';
export {
  loadPoseImports,
  type ImportFailure,
  type KeptImportReport,
  type PoseImport,
  type PoseImportState,
} from './import/pose-imports.js';
export { ImportDesk } from './import/import-desk.js';
export { cancelImport, startImport, type StartedImport } from './import/start-import.js';
export { withLocalFile } from './storage/with-local-file.js';
export type { ImportProblem, ImportReport } from './import/import-report.js';
export { IMPORT_LIMIT } from './import/read-poses.js';
export {
  countFidelityInsights,
  listFidelityInsights,
  readFidelityFigures,
  readWorstGenerations,
  type FidelityFigures,
  type FidelityInsight,
  type InsightGroup,
  type InsightOrder,
  type InsightRequest,
} from './insights/fidelity-insights.js';
export { computePoseDiff, type JointChange, type PersonChange, type PoseDiff } from './library/compute-pose-diff.js';
export { deprecatePose, type DeprecatePoseInput } from './library/deprecate-pose.js';
export {
  createPose,
  updatePose,
  archivePose,
  type CreatePoseInput,
  type UpdatePoseInput,
} from './library/edit-pose.js';
export {
  archivePoseLibrary,
  createPoseLibrary,
  updatePoseLibrary,
  type CreatePoseLibraryInput,
  type UpdatePoseLibraryInput,
} from './library/edit-pose-library.js';
export {
  archivePrompt,
  createPrompt,
  updatePrompt,
  type CreatePromptInput,
  type UpdatePromptInput,
} from './library/edit-prompt.js';
export { loadFavourites, markFavourite, type MarkFavouriteInput } from './library/favourites.js';
export type { ArchiveInput } from './library/fields.js';
export {
  allowsCommercialUse,
  combineTerms,
  completeTerms,
  inheritTerms,
  type LicenceTerms,
} from './library/licence-terms.js';
export type { NamedFilter, NamedThing } from './library/list-named.js';
export type { LibraryOrder, ListRequest } from './library/listing.js';
export { CANVAS_LIMIT, PEOPLE_LIMIT, PoseData } from './library/pose-data.js';
export {
  countPoseLibraries,
  countPosesOf,
  listPoseLibraries,
  loadPoseLibraries,
  type PoseLibrary,
  type PoseLibraryFilter,
} from './library/pose-libraries.js';
export {
  loadPoseUsage,
  loadVersionUsage,
  type DatasetUse,
  type PoseUsage,
  type ReportUse,
} from './library/pose-usage.js';
export { SpatialData } from './library/spatial-data.js';
export {
  choosePoses,
  countChosenPosesOf,
  countPoses,
  listPoses,
  listPosesOf,
  loadPoses,
  loadPoseVersions,
  loadPoseVersionsOf,
  NO_FACETS,
  readPoseFacets,
  readPoseFacetsOf,
  selectPoseIds,
  type Pose,
  type PoseFacets,
  type PoseFilter,
  type PoseVersion,
} from './library/poses.js';
export {
  readPoseChanges,
  type PoseChange,
  type PoseChangeMark,
  type PoseChanges,
} from './library/read-pose-changes.js';
export {
  countPrompts,
  listPrompts,
  loadPrompts,
  loadPromptVersions,
  loadPromptVersionsOf,
  type Prompt,
  type PromptFilter,
  type PromptVersion,
} from './library/prompts.js';
export { renderPoseDiffSvg } from './library/render-pose-diff-svg.js';
export { Conditions } from './paging/conditions.js';
export {
  PAGE_LIMIT,
  readPage,
  readPages,
  type Edge,
  type Keyset,
  type KeysetOrder,
  type Page,
  type PageRequest,
} from './paging/read-page.js';
export {
  EvaluationRequest,
  type EvaluationRequestInput,
  METRICS,
  type MetricName,
} from './reports/evaluation-request.js';
export { archiveReport, type ArchiveReportInput } from './reports/archive-report.js';
export { cancelReport } from './reports/cancel-report.js';
export { claimReport, type ClaimedReport, type ClaimReportOptions } from './reports/claim-report.js';
export { completeReport, type ReportOutcome } from './reports/complete-report.js';
export { createReport, type CreatedReport, type CreateReportInput } from './reports/create-report.js';
export { createReportGenerations, type SampleRecipe } from './reports/create-report-generations.js';
export { followReportEvents, readReportEvents } from './reports/follow-report-events.js';
export { getReport } from './reports/get-report.js';
export {
  countReportSamplesOf,
  listReportSamplesOf,
  type ListReportSamples,
  type ReportSampleFilter,
  type SampleMeasure,
  type SampleOrder,
} from './reports/list-report-samples.js';
export { countReports, listReports, type ReportFilter, type ReportOrder } from './reports/list-reports.js';
export { loadReportEventsOf, loadReportProgress, loadReports } from './reports/load-reports.js';
export {
  readReportSamples,
  type CoordinatedSample,
  type ReadSamplesOptions,
  type SampleFeatures,
} from './reports/read-report-samples.js';
export { recoverReports } from './reports/recover-reports.js';
export type { ReportSample, SampleMeasures } from './reports/report-sample.js';
export { retryReport } from './reports/retry-report.js';
export { writeReportSample, type MeasuredReportSample } from './reports/write-report-sample.js';
export type { EvaluationReport, ReportEvent, ReportProgress } from './reports/vocabulary.js';
export {
  findNearDuplicates,
  type NearDuplicatePoses,
  type NearDuplicateReport,
} from './search/find-near-duplicates.js';
export { PoseSearch, type FindSimilarOptions, type PoseLike, type SimilarPose } from './search/pose-search.js';
export { ShapeIndex, type ShapeIndexOptions } from './search/shape-index.js';
export { ensureStudio, type Studio } from './seed/ensure-studio.js';
export { seedReports } from './seed/seed-reports.js';
export { seedStudio } from './seed/seed-studio.js';
export { createStorage } from './storage/create-storage.js';
export { createLocalStorage } from './storage/local-storage.js';
export type { ByteRange, OpenedFile, Storage, StoredBytes } from './storage/storage.js';
export { saveUpload, type SaveUploadInput, type Upload } from './uploads/save-upload.js';
export { appendEvent } from './work/append-event.js';
export type { CancelAnswer } from './work/cancel-work.js';
export { createEventListener } from './work/create-event-listener.js';
export { failWork, type Failure } from './work/fail-work.js';
export { FAILURES, type FailureCode } from './work/failures.js';
export type { FollowOptions } from './work/follow-events.js';
export { holdLease, type HeldLease, type StopReason } from './work/hold-lease.js';
export { renewLease, type Heartbeat } from './work/leases.js';
export type { Recovery } from './work/recover-work.js';
export { releaseWork } from './work/release-work.js';
export type { RunOptions, WorkRunner } from './work/run-work.js';
export {
  type EventPayload,
  type EventType,
  isTerminal,
  TERMINAL_STATES,
  type TerminalState,
  type WorkEvent,
  type WorkState,
} from './work/vocabulary.js';
export type { Lease } from './work/work-kind.js';
