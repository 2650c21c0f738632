export type TensorErrorCode =
  'SHAPE_MISMATCH' | 'DTYPE_MISMATCH' | 'INVALID_SHAPE' | 'INVALID_SEED' | 'INDEX_OUT_OF_RANGE';

/** What a caller of this package can get wrong. The message reads: expected ..., got ... */
export class TensorError extends Error {
  override readonly name = 'TensorError';

  constructor(
    readonly code: TensorErrorCode,
    message: string,
  ) {
    super(message);
  }
}
