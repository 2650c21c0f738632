import type { BackendPool } from '../backends/backend-pool.js';
import type { BackendSlot } from '../backends/backend-slot.js';
import { chooseBackend, type UsableBackend } from '../backends/survey-backends.js';
import {
  DEFAULT_INFERENCE_TIME,
  measureInferenceTime,
  type InferenceStage,
  type MeasuredTime,
} from '@contrapposto/eval';
import type { Recipe } from '@contrapposto/model-core';
import type { ModelShelf } from '../models/open-models.js';

/** Everything between the recipe and the pixels. */
const INSIDE: readonly InferenceStage[] = [
  'pose-rendering',
  'text-encoding',
  'image-encoding',
  'denoising',
  'image-decoding',
];

/** Pictures that are made to measure the time, those that warm up included. */
export const TIMED_RUNS = DEFAULT_INFERENCE_TIME.warmUpRuns + DEFAULT_INFERENCE_TIME.runs;

interface TimingContext {
  readonly models: ModelShelf;
  readonly backends: readonly UsableBackend[];
  readonly pool: BackendPool;
}

/**
 * Times a recipe while nothing else runs on this worker. Null where this worker has not the model.
 *
 * @param onRun called with the number of runs that are done
 * @throws CanceledError within a step of the signal's abort; GenerationFailure where no backend can run the recipe
 */
export async function timeModel(
  { models, backends, pool }: TimingContext,
  recipe: Recipe,
  onRun: (done: number) => void,
  signal: AbortSignal,
): Promise<MeasuredTime | null> {
  const artifact = models.byDigest.get(recipe.model.digest);
  if (!artifact) return null;
  const backend = chooseBackend(backends, recipe);
  const isWarm = (slot: BackendSlot) => slot.isWarm(recipe.model.digest);
  const time = await pool.useAlone(isWarm, signal, (slot) =>
    slot.withModel(backend.specifier, artifact, (model) => {
      const makePicture = (run: number) => {
        onRun(run);
        return model.run(recipe, { signal });
      };
      return measureInferenceTime(makePicture, INSIDE, () => performance.now());
    }),
  );
  return { time, settings: describe(recipe, backend) };
}

/** What decides over the time, beside the model. */
function describe(recipe: Recipe, { name, version, verdict }: UsableBackend): MeasuredTime['settings'] {
  const { width, height, scheduler, numInferenceSteps, guidanceScale } = recipe;
  return {
    backend: `${name} ${version}`,
    device: verdict.devices.map((device) => device.name).join(', '),
    width,
    height,
    scheduler,
    numInferenceSteps,
    guidanceScale,
  };
}
