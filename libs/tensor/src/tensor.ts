import { allocate, type DType, type TypedArrayOf } from './dtype.js';
import { TensorError } from './errors.js';
import { assertDims, countElements, formatShape } from './shape.js';

/** A dense row-major array. `data.length` equals the product of `dims`; `dims` of `[]` is a scalar of one element. */
export interface Tensor<D extends DType = 'float32'> {
  readonly data: TypedArrayOf<D>;
  readonly dims: readonly number[];
  readonly dtype: D;
}

/**
 * A tensor around `data` (shared, not copied), or a zero-filled one.
 *
 * @throws TensorError INVALID_SHAPE when a dimension is not a whole number >= 0; SHAPE_MISMATCH when `data` holds
 * another number of elements than `dims` say.
 */
export function createTensor<D extends DType>(dtype: D, dims: readonly number[], data?: TypedArrayOf<D>): Tensor<D> {
  assertDims(dims);
  const count = countElements(dims);
  if (data && data.length !== count) {
    throw new TensorError(
      'SHAPE_MISMATCH',
      `expected ${String(count)} elements for a ${dtype} tensor of shape ${formatShape(dims)}, got ${String(data.length)}`,
    );
  }
  return { dtype, dims: [...dims], data: data ?? allocate(dtype, count) };
}
