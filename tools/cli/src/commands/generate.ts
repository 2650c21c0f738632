import path from 'node:path';
import { openModelFolder, type ModelArtifact } from '@contrapposto/backends';
import { type Recipe } from '@contrapposto/model-core';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { resolveModelFolder } from '../model-source.js';
import type { PoseReference } from '../options.js';
import { loadModel, makePicture } from '../picture-maker.js';
import { loadRecipe } from '../png/load-recipe.js';
import { loadPose } from '../pose-source.js';
import { composeRecipe, type RecipeChoices } from '../recipe-options.js';
import { createProgress, formatSeconds, SILENT } from '../report/progress.js';
import type { CommandResult, Warning } from '../result.js';

export interface GenerateOptions extends Omit<RecipeChoices, 'prompt'> {
  readonly pose?: PoseReference;
  readonly prompt?: string;
  readonly recipe?: string;
  readonly out: string;
  readonly model?: string;
  readonly backend?: string;
  /** undefined: only where somebody watches. */
  readonly preview?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `generate`: a pose and a prompt, or the recipe of an earlier picture, become a PNG that carries its recipe. */
export async function generate(context: Context, options: GenerateOptions): Promise<CommandResult> {
  const artifact = await openModelFolder(resolveModelFolder(context.config, options.model));
  const { recipe, warnings } = options.recipe
    ? await recallRecipe(options.recipe, artifact, options)
    : await prepareRecipe(artifact, options);
  const model = await loadModel(context, artifact, options.backend);
  if (options.dryRun) return describePlan(recipe, await model.estimateMemory(recipe), warnings);

  const watched = context.stderr.isTTY;
  const { file, sha256, result } = await makePicture(context, model, recipe, {
    file: path.resolve(options.out),
    preview: options.preview ?? watched,
    progress: options.json && !watched ? SILENT : createProgress(context.stderr),
  });
  const took = formatSeconds(Object.values(result.timings).reduce((sum, part) => sum + part, 0));
  return {
    text: `${file}\n${recipe.width}x${recipe.height}, seed ${recipe.seed}, ${recipe.numInferenceSteps} steps of ${recipe.scheduler}, ${took}`,
    document: { picture: file, sha256, recipe, timings: result.timings },
    warnings: [...warnings, ...result.warnings],
  };
}

async function prepareRecipe(artifact: ModelArtifact, options: GenerateOptions) {
  const { prompt } = options;
  if (prompt === undefined) throw missing('--prompt', '--prompt "cartoon, a man dancing on a beach"');
  const { pose, warnings } = await loadConditioning(artifact, options.pose);
  return { recipe: composeRecipe(artifact.info, pose, { ...options, prompt }), warnings };
}

/** The pose, for a model that holds one; nothing, for one that reads text only. */
async function loadConditioning({ info }: ModelArtifact, reference: PoseReference | undefined) {
  if (info.family !== 'text-only') {
    if (reference === undefined) throw missing('--pose', '--pose models/poses/starter.coco.json#dancing');
    return loadPose(reference);
  }
  if (reference === undefined) return { pose: null, warnings: [] };
  throw new CliError(
    'POSE_NOT_SUPPORTED',
    `Expected a model that holds a pose (8 input channels), got ${info.name}, which reads text only.\nLeave out --pose, or choose another --model.`,
  );
}

const FROM_RECIPE = [
  'pose',
  'prompt',
  'negative',
  'seed',
  'steps',
  'guidance',
  'conditioning',
  'scheduler',
  'size',
  'fit',
  'preset',
] as const;

async function recallRecipe(file: string, { info }: ModelArtifact, options: GenerateOptions) {
  const extra = FROM_RECIPE.filter((name) => options[name] !== undefined);
  if (extra.length > 0) {
    const given = extra.map((name) => `--${name}`).join(', ');
    throw new CliError(
      'INVALID_OPTION',
      `Expected every choice to come from the recipe, got ${given} as well.\nLeave out --recipe, or these.`,
    );
  }
  const recipe = await loadRecipe(file);
  const { model } = recipe;
  if (model.digest === info.digest) return { recipe, warnings: [] as Warning[] };
  throw new CliError(
    'MODEL_DIFFERS',
    `Expected the model that made ${file}: ${model.name} ${model.version ?? ''} (digest ${model.digest}),\ngot ${info.name} ${info.version ?? ''} (digest ${info.digest}).\nName the right one with --model; another model would make another picture.`,
  );
}

function describePlan(recipe: Recipe, memoryBytes: number, warnings: readonly Warning[]): CommandResult {
  const memory = `${Math.ceil(memoryBytes / 2 ** 20)} MiB`;
  return {
    text: `${JSON.stringify(recipe, null, 2)}\nWould need up to ${memory} of memory. Nothing was made.`,
    document: { recipe, memoryBytes },
    warnings,
  };
}

function missing(option: string, example: string): CliError {
  return new CliError('INVALID_OPTION', `Expected ${option}, got none.\nFor example: ${example}`);
}
