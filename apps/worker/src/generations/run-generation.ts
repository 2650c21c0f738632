import { assertRecipe, type PipelineEvent, type PipelineResult, type Recipe } from '@contrapposto/model-core';
import {
  appendEvent,
  completeGeneration,
  failWork,
  LeaseLostError,
  type ClaimedGeneration,
  type Database,
  type Fidelity,
  type GenerationResult,
  type Storage,
} from '@contrapposto/platform';
import type { ModelArtifact } from '@contrapposto/backends';
import type { Logger } from 'pino';
import type { BackendPool } from '../backends/backend-pool.js';
import type { BackendSlot } from '../backends/backend-slot.js';
import { chooseBackend, type UsableBackend } from '../backends/survey-backends.js';
import type { ModelShelf } from '../models/open-models.js';
import { GenerationFailure, toFailure } from './generation-failure.js';
import { ProgressWriter } from './progress-writer.js';
import { readBack } from './read-back.js';
import { storePictures } from './store-pictures.js';

/** What a run needs of its worker. */
export interface GenerationContext {
  readonly database: Database;
  readonly storage: Storage;
  readonly models: ModelShelf;
  readonly backends: readonly UsableBackend[];
  readonly pool: BackendPool;
  readonly logger: Logger;
}

/**
 * Runs one generation from its recipe to its result, and ends it: as completed, or as failed in the words of the table of failures. When
 * `signal` aborts it throws within a denoising step, and writes nothing: what follows is the caller's (see runGenerations).
 */
export async function runGeneration(
  context: GenerationContext,
  { generation, lease }: ClaimedGeneration,
  signal: AbortSignal,
): Promise<void> {
  const { database } = context;
  const logger = context.logger.child({ generation: generation.id, attempt: generation.attempt });
  const progress = new ProgressWriter(
    (type, payload) => appendEvent(database, lease, type, payload),
    // Lost progress is no loss; a lost lease is told by its signal.
    (error) => logger.debug({ error }, 'progress was not written'),
  );
  try {
    const result = await makeResult({ ...context, logger }, assertRecipe(generation.recipe), progress, signal);
    await progress.close();
    signal.throwIfAborted();
    await completeGeneration(database, lease, result);
    logger.info({ timings: result.timings }, 'generation succeeded');
  } catch (error) {
    await progress.close();
    if (signal.aborted || error instanceof LeaseLostError) throw error;
    const failure = toFailure(error);
    logger.warn({ error, code: failure.code }, 'generation failed');
    await failWork(database, lease, failure);
  }
}

async function makeResult(
  context: GenerationContext,
  recipe: Recipe,
  progress: ProgressWriter,
  signal: AbortSignal,
): Promise<GenerationResult> {
  const artifact = findModel(context.models, recipe);
  const backend = chooseBackend(context.backends, recipe);
  const started = performance.now();
  const isWarm = (slot: BackendSlot) => slot.isWarm(recipe.model.digest);
  return context.pool.use(isWarm, signal, async (slot) => {
    const { made, loadMs } = await makePicture(context, slot, backend, artifact, recipe, progress, signal);
    progress.stage('read-back');
    const finishing = performance.now();
    // Both to their end, even where one fails: the slot is free only then.
    const [stored, read] = await Promise.allSettled([
      storePictures(context.storage, made, recipe),
      judgePicture(context, slot, backend, made, recipe),
    ]);
    if (stored.status === 'rejected') throw stored.reason;
    if (read.status === 'rejected') throw read.reason;
    const now = performance.now();
    const timings = { ...made.timings, 'load-model': loadMs, 'read-back': now - finishing, total: now - started };
    return { images: stored.value, ...(read.value && { fidelity: read.value }), backendId: backend.id, timings };
  });
}

/** Runs the recipe. @returns also how long its model took to be there, milliseconds */
async function makePicture(
  { logger }: GenerationContext,
  slot: BackendSlot,
  { specifier }: UsableBackend,
  artifact: ModelArtifact,
  recipe: Recipe,
  progress: ProgressWriter,
  signal: AbortSignal,
): Promise<{ made: PipelineResult; loadMs: number }> {
  if (!slot.isWarm(recipe.model.digest)) progress.stage('load-model');
  const started = performance.now();
  return slot.withModel(specifier, artifact, async (model) => {
    const loadMs = performance.now() - started;
    signal.throwIfAborted();
    let begun = false;
    const onProgress = (event: PipelineEvent) => {
      // What tools/bench/platform-cost.mjs measures ends here.
      if (!begun && event.type === 'stage') logger.debug({ at: event.at }, 'the backend has begun');
      begun = true;
      progress.see(event);
    };
    return { made: await model.run(recipe, { signal, onProgress, previewEverySteps: 1 }), loadMs };
  });
}

/** Null where there is nothing to compare: no pose, no estimator, or a backend that runs none. */
async function judgePicture(
  { models: { estimator } }: GenerationContext,
  slot: BackendSlot,
  { specifier, capabilities }: UsableBackend,
  { image }: PipelineResult,
  recipe: Recipe,
): Promise<Fidelity | null> {
  const { pose } = recipe;
  if (pose === null || estimator === null || !capabilities.poseEstimation) return null;
  return slot.withEstimator(specifier, estimator.artifact, (loaded) =>
    readBack(loaded, image, recipe, pose, estimator.digest),
  );
}

function findModel({ byDigest }: ModelShelf, { model }: Recipe): ModelArtifact {
  const artifact = byDigest.get(model.digest);
  if (artifact) return artifact;
  const known = [...byDigest.values()].map(({ info }) => `${info.name} (${info.digest.slice(0, 12)})`);
  throw GenerationFailure.of('MODEL_UNAVAILABLE', {
    expected: `the model ${model.name}, digest ${model.digest}`,
    got: known.join(', ') || 'no model at all',
    where: 'the model folders of this worker',
    advice: 'Put its folder where CONTRAPPOSTO_MODELS points to, and start the worker again.',
  });
}
