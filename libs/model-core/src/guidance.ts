import { assertShape, concatBatch, createTensor, type Tensor } from '@contrapposto/tensor';

/** Classifier-free guidance needs both branches unless the scale is exactly 1, where the unconditional one cancels out. */
export function needsGuidance(guidanceScale: number): boolean {
  return guidanceScale !== 1;
}

/** The network's input for all branches: the same sample for each. (1, C, h, w) becomes (branchCount, C, h, w). */
export function repeatForBranches(sample: Tensor, branchCount: number): Tensor {
  return branchCount === 1 ? sample : concatBatch(Array.from({ length: branchCount }, () => sample));
}

/**
 * Ho and Salimans (2022), in the form of the code: uncond + guidanceScale * (cond - uncond).
 *
 * @param prediction (2, C, h, w), batch order [uncond, cond]. Returns (1, C, h, w).
 */
export function applyGuidance(prediction: Tensor, guidanceScale: number): Tensor {
  const { C = 0, h = 0, w = 0 } = assertShape(prediction, [2, 'C', 'h', 'w'], "the guided branches' prediction");
  const guided = createTensor('float32', [1, C, h, w]);
  const size = guided.data.length;
  for (let index = 0; index < size; index++) {
    const uncond = prediction.data[index] ?? 0;
    const cond = prediction.data[index + size] ?? 0;
    guided.data[index] = uncond + guidanceScale * (cond - uncond);
  }
  return guided;
}
