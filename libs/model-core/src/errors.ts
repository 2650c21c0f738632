export type ModelCoreErrorCode =
  | 'INVALID_RECIPE'
  | 'UNKNOWN_SCHEDULER'
  | 'UNSUPPORTED_SCHEDULER_CONFIG'
  | 'INVALID_STEPS'
  | 'INVALID_SIZE'
  | 'POSE_NOT_SUPPORTED'
  | 'POSE_REQUIRED'
  | 'EMPTY_SKELETON'
  | 'RENDERER_PROFILE_CHANGED'
  | 'MODEL_MISMATCH'
  | 'NON_FINITE_OUTPUT'
  | 'CANCELED';

/** What goes wrong while a recipe becomes a picture. The message reads: expected ..., got ... (where). What to do. */
export class ModelCoreError extends Error {
  override readonly name: string = 'ModelCoreError';

  constructor(
    readonly code: ModelCoreErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The caller's signal was aborted; no picture exists. `completedSteps` of `stepCount` denoising steps had been taken. */
export class CanceledError extends ModelCoreError {
  override readonly name = 'CanceledError';

  constructor(
    readonly completedSteps: number,
    readonly stepCount: number,
  ) {
    super('CANCELED', `canceled by the caller after ${String(completedSteps)} of ${String(stepCount)} denoising steps`);
  }
}
