export type PoseErrorCode =
  | 'UNKNOWN_SKELETON'
  | 'INVALID_SKELETON'
  | 'UNKNOWN_RENDERER_PROFILE'
  | 'INVALID_PROFILE'
  | 'INVALID_CANVAS'
  | 'INVALID_COMPARISON'
  | 'INVALID_POSE'
  | 'INVALID_CAMERA'
  | 'INVALID_OPERATION'
  | 'CANVAS_MISMATCH'
  | 'INVALID_RENDER_SIZE'
  | 'INVALID_JSON'
  | 'INVALID_FILE'
  | 'UNSAFE_PICKLE'
  | 'UNKNOWN_FORMAT'
  | 'LIMIT_EXCEEDED'
  | 'POSE_NOT_FOUND'
  | 'POSE_AMBIGUOUS';

/** What a caller or a file got wrong. The message reads: expected ..., got ... (where). What to do. */
export class PoseError extends Error {
  override readonly name = 'PoseError';

  constructor(
    readonly code: PoseErrorCode,
    message: string,
  ) {
    super(message);
  }
}
