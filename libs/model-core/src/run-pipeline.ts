import { runAdapterPipeline } from './adapter-pipeline.js';
import { runControlNetPipeline } from './controlnet-pipeline.js';
import type { PipelineOptions, PipelineParts, PipelineResult } from './pipeline-types.js';
import type { ModelFamily, Recipe } from './recipe.js';
import { runSingleBranchPipeline } from './single-branch-pipeline.js';

type RunPipeline = (parts: PipelineParts, recipe: Recipe, options?: PipelineOptions) => Promise<PipelineResult>;

const PIPELINES: Readonly<Record<ModelFamily, RunPipeline>> = {
  humansd: runSingleBranchPipeline,
  'text-only': runSingleBranchPipeline,
  controlnet: runControlNetPipeline,
  't2i-adapter': runAdapterPipeline,
};

/** Runs the recipe by the pipeline of its family. @throws as that pipeline */
export function runPipeline(parts: PipelineParts, recipe: Recipe, options?: PipelineOptions): Promise<PipelineResult> {
  return PIPELINES[recipe.family](parts, recipe, options);
}
