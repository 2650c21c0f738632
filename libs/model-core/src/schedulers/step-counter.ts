import { assertShape, type Tensor } from '@contrapposto/tensor';
import { ModelCoreError } from '../errors.js';

/** Which step comes next, for a trajectory that must be walked once and in order. */
export interface StepCounter {
  /** The coming step's place in the whole schedule. @throws ModelCoreError INVALID_STEPS after the last. */
  current(): number;
  advance(): void;
}

/** @param first where the run begins: 1 when the first step is skipped. @param end one past the last step. */
export function createStepCounter(first: number, end: number): StepCounter {
  let index = first;
  return {
    current() {
      if (index < end) return index;
      throw new ModelCoreError(
        'INVALID_STEPS',
        `expected at most ${String(end - first)} steps of this run, got one more. Start a new run.`,
      );
    },
    advance() {
      index += 1;
    },
  };
}

/** @throws TensorError SHAPE_MISMATCH */
export function assertSameShape(modelOutput: Tensor, sample: Tensor): void {
  assertShape(modelOutput, sample.dims, "the model's output");
}
