import { createTensor, type Tensor } from '@contrapposto/tensor';

/** A picture in -1..1 as branches and adapters take it: 0..1. */
export function toUnitRange({ dims, data }: Tensor): Tensor {
  return createTensor(
    'float32',
    dims,
    data.map((value) => (value + 1) / 2),
  );
}

/** The same tensor, not a copy, where the factor is 1. */
export function scaleTensor(tensor: Tensor, factor: number): Tensor {
  if (factor === 1) return tensor;
  return createTensor(
    'float32',
    tensor.dims,
    tensor.data.map((value) => value * factor),
  );
}
