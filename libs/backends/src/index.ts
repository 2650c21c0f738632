export {
  CONTRACT_VERSION,
  type BackendCapabilities,
  type BackendDevice,
  type BackendPlugin,
  type ExtractorKind,
  type ExtractorSource,
  type LoadedExtractors,
  type LoadedModel,
  type LoadOptions,
  type PoseEstimator,
  type ProbeVerdict,
  type RunOptions,
} from './contract.js';
export {
  BackendCrashedError,
  BackendError,
  formatReport,
  ModelFolderError,
  type BackendErrorCode,
  type ErrorReport,
} from './errors.js';
export type {
  GenerationDefaults,
  ModelArtifact,
  ModelInfo,
  NetworkFiles,
  WeightsSummary,
} from './model-folder/model-artifact.js';
export { computeEstimatorDigest } from './model-folder/pose-estimator-files.js';
export { openModelFolder } from './model-folder/open-model-folder.js';
export { toRecipeDefaults } from './model-folder/recipe-defaults.js';
export { BUILT_IN_PLUGINS } from './plugin-loader.js';
export { startBackendProcess, type BackendProcess, type BackendProcessOptions } from './process/backend-process.js';
export {
  createBackendRegistry,
  type BackendListing,
  type BackendRegistry,
  type BackendRegistryConfig,
} from './registry.js';
export { ClipTokenizer } from './tokenizer/clip-tokenizer.js';
