import { CanceledError } from './errors.js';
import { PIPELINE_STAGES, type PipelineOptions, type PipelineStage } from './pipeline-types.js';

/** Announces stages, times them, and looks at the cancel signal before each. */
export interface StageRunner {
  run<T>(stage: PipelineStage, work: () => T | Promise<T>): Promise<T>;
  /** @throws CanceledError when the caller's signal is aborted. */
  throwIfCanceled(completedSteps: number): void;
  readonly timings: Readonly<Record<PipelineStage, number>>;
}

export function createStageRunner(
  { signal, onEvent, now = Date.now }: PipelineOptions,
  stepCount: number,
): StageRunner {
  const timings = Object.fromEntries(PIPELINE_STAGES.map((stage) => [stage, 0])) as Record<PipelineStage, number>;
  let completed = 0;
  const throwIfCanceled = (completedSteps: number): void => {
    completed = completedSteps;
    if (signal?.aborted) throw new CanceledError(completed, stepCount);
  };
  return {
    timings,
    throwIfCanceled,
    async run(stage, work) {
      throwIfCanceled(completed);
      await onEvent?.({ type: 'stage', stage });
      const begin = now();
      const result = await work();
      timings[stage] = now() - begin;
      return result;
    },
  };
}
