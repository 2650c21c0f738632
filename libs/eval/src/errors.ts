export type EvalErrorCode =
  /** A sample that cannot be measured: joints of another skeleton, a coordinate or score that is no finite number, no area. */
  | 'INVALID_SAMPLE'
  /** One picture twice, in one set of statistics or in two that were to be merged. */
  | 'DUPLICATE_SAMPLE'
  /** Statistics that were gathered by other rules, or are not this metric's at all. */
  | 'INCOMPATIBLE_STATISTICS'
  /** Fewer pictures than the metric can be computed of. */
  | 'TOO_FEW_SAMPLES'
  | 'INVALID_SETTINGS'
  | 'UNKNOWN_PRESET';

/** What goes wrong while numbers become a measure. The message reads: expected ..., got ... (where). What to do. */
export class EvalError extends Error {
  override readonly name = 'EvalError';

  constructor(
    readonly code: EvalErrorCode,
    message: string,
  ) {
    super(message);
  }
}
