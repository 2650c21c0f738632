import type { DType } from './dtype.js';
import { TensorError } from './errors.js';
import { assertShape, countElements, formatShape, hasSameShape } from './shape.js';
import { createTensor, type Tensor } from './tensor.js';

/**
 * Joins pictures along the channel axis: (N, C1, H, W) and (N, C2, H, W) become (N, C1 + C2, H, W).
 *
 * @throws TensorError SHAPE_MISMATCH when N, H or W differ.
 */
export function concatChannels<D extends DType>(first: Tensor<D>, second: Tensor<D>): Tensor<D> {
  const { N = 0, C1 = 0, H = 0, W = 0 } = assertShape(first, ['N', 'C1', 'H', 'W'], 'the first tensor to join');
  const { C2 = 0 } = assertShape(second, [N, 'C2', H, W], 'the second tensor to join');
  const joined = createTensor(first.dtype, [N, C1 + C2, H, W]);
  const firstSize = C1 * H * W;
  const secondSize = C2 * H * W;
  for (let n = 0; n < N; n++) {
    const at = n * (firstSize + secondSize);
    copyInto(joined, first, n * firstSize, firstSize, at);
    copyInto(joined, second, n * secondSize, secondSize, at + firstSize);
  }
  return joined;
}

/**
 * Joins tensors along their first axis: (N1, ...) and (N2, ...) become (N1 + N2, ...).
 *
 * @throws TensorError INVALID_SHAPE for an empty list or a scalar; SHAPE_MISMATCH when a later axis differs.
 */
export function concatBatch<D extends DType>(tensors: readonly Tensor<D>[]): Tensor<D> {
  const [first] = tensors;
  if (!first || first.dims.length === 0) {
    throw new TensorError('INVALID_SHAPE', 'expected at least one tensor with a batch axis, got none');
  }
  const item = first.dims.slice(1);
  for (const tensor of tensors) assertShape(tensor, ['N', ...item], 'each tensor of the batch');
  const batch = tensors.reduce((sum, tensor) => sum + (tensor.dims[0] ?? 0), 0);
  const joined = createTensor(first.dtype, [batch, ...item]);
  let at = 0;
  for (const tensor of tensors) {
    copyInto(joined, tensor, 0, tensor.data.length, at);
    at += tensor.data.length;
  }
  return joined;
}

/**
 * Items `start` (inclusive) to `end` (exclusive) of the first axis, as a view on the same memory.
 *
 * @throws TensorError INDEX_OUT_OF_RANGE
 */
export function sliceBatch<D extends DType>(tensor: Tensor<D>, start: number, end: number): Tensor<D> {
  const [batch = 0, ...item] = tensor.dims;
  if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= batch)) {
    throw new TensorError(
      'INDEX_OUT_OF_RANGE',
      `expected a range within 0..${String(batch)} of shape ${formatShape(tensor.dims)}, got ${String(start)}..${String(end)}`,
    );
  }
  const size = countElements(item);
  const view = tensor.data.subarray(start * size, end * size) as typeof tensor.data;
  return createTensor(tensor.dtype, [end - start, ...item], view);
}

/**
 * The same elements under other dimensions, sharing memory.
 *
 * @throws TensorError SHAPE_MISMATCH when the number of elements differs.
 */
export function reshape<D extends DType>(tensor: Tensor<D>, dims: readonly number[]): Tensor<D> {
  return hasSameShape(tensor.dims, dims) ? tensor : createTensor(tensor.dtype, dims, tensor.data);
}

/** The one place where two arrays known to have the same dtype lose that knowledge to the compiler. */
function copyInto<D extends DType>(
  target: Tensor<D>,
  source: Tensor<D>,
  start: number,
  size: number,
  at: number,
): void {
  const from = source.data.subarray(start, start + size);
  (target.data as { set(values: typeof from, offset: number): void }).set(from, at);
}
