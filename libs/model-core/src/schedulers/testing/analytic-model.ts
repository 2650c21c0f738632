import { createTensor, type Tensor } from '@contrapposto/tensor';

/** The formula that stands for the network in tools/golden/schedulers.py: 0.9 tanh(0.8 x[i]) + 0.1 cos(t / 250 + i / 7). */
export function predictByFormula(sample: Tensor, timestep: number): Tensor {
  const output = createTensor('float32', sample.dims);
  sample.data.forEach((x, index) => {
    output.data[index] = 0.9 * Math.tanh(0.8 * x) + 0.1 * Math.cos(timestep / 250 + index / 7);
  });
  return output;
}
