export { CanceledError, ModelCoreError, type ModelCoreErrorCode } from './errors.js';
export type {
  AdapterFeatures,
  Autoencoder,
  ConditionAdapter,
  ControlBranch,
  ControlResiduals,
  Denoiser,
  DenoiserAdditions,
  LatentDistribution,
  TextEncoder,
  Tokenized,
  Tokenizer,
} from './ports.js';
export { isBranchFamily, MODEL_FAMILIES, type ModelFamily, type Recipe, type RecipeModel } from './recipe.js';
export { createRecipe, type RecipeDefaults, type RecipeRequest } from './create-recipe.js';
export { isRecord } from './checked-reader.js';
export { formatRecipe, parseRecipe } from './recipe-json.js';
export { assertRecipe, RECIPE_LIMITS } from './assert-recipe.js';
export { RECIPE_PRESET_NAMES, type RecipePresetName } from './recipe-presets.js';
export { SCHEDULER_NAMES, type SchedulerName } from './schedulers/names.js';
export {
  PIPELINE_STAGES,
  type CancelSignal,
  type LatentPreview,
  type PipelineEvent,
  type PipelineOptions,
  type PipelineParts,
  type PipelineResult,
  type PipelineStage,
  type PipelineWarning,
  type PipelineWarningCode,
  type RgbImage,
  type StageEvent,
  type StepEvent,
} from './pipeline-types.js';
export { createScheduler, toSchedulerName } from './schedulers/create-scheduler.js';
export type { Scheduler, StepOutput, Trajectory, TrajectoryOptions } from './schedulers/scheduler.js';
export { runPipeline } from './run-pipeline.js';
export { runSingleBranchPipeline } from './single-branch-pipeline.js';
export { runControlNetPipeline } from './controlnet-pipeline.js';
export { runAdapterPipeline } from './adapter-pipeline.js';
export { assertRunnable, computeSizeStep } from './assert-runnable.js';
