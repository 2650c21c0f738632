import { formatReport, type ErrorReport } from '@contrapposto/pose';

export { formatReport, messageOf, type ErrorReport } from '@contrapposto/pose';

/** Codes are stable: callers switch on them, messages may be reworded. */
export type BackendErrorCode =
  | 'MODEL_FOLDER_NOT_FOUND'
  | 'MODEL_FILE_MISSING'
  | 'MODEL_FILE_UNREADABLE'
  | 'MODEL_CLASS_UNKNOWN'
  | 'CONFIG_INVALID'
  | 'CONFIG_UNSUPPORTED'
  | 'CONFIG_CONTRADICTS_WEIGHTS'
  | 'WEIGHTS_MISSING'
  | 'WEIGHTS_TRUNCATED'
  | 'WEIGHTS_CORRUPT'
  | 'WEIGHTS_DTYPE_UNSUPPORTED'
  | 'RECIPE_UNSUPPORTED'
  | 'PLUGIN_NOT_FOUND'
  | 'PLUGIN_INVALID'
  | 'BACKEND_UNAVAILABLE'
  | 'BACKEND_FAILED'
  | 'BACKEND_CRASHED'
  | 'BACKEND_TIMEOUT'
  | 'BACKEND_DISPOSED'
  | 'RUN_ABORTED';

/** Base of all errors that this package throws on purpose. */
export class BackendError extends Error {
  override readonly name: string = 'BackendError';
  readonly code: BackendErrorCode;

  constructor(code: BackendErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  static of<E extends BackendError>(
    this: new (code: BackendErrorCode, message: string, options?: ErrorOptions) => E,
    code: BackendErrorCode,
    report: ErrorReport,
    options?: ErrorOptions,
  ): E {
    return new this(code, formatReport(report), options);
  }
}

/** A model folder that cannot be used: missing, truncated, contradictory or unsupported. The caller can fix the folder. */
export class ModelFolderError extends BackendError {
  override readonly name: string = 'ModelFolderError';
}

/** The backend's process ended while it was needed. Whatever it was doing is lost; its caller is not. */
export class BackendCrashedError extends BackendError {
  override readonly name: string = 'BackendCrashedError';
  readonly exitCode: number | null;
  readonly signal: string | null;

  constructor(message: string, exitCode: number | null, signal: string | null) {
    super('BACKEND_CRASHED', message);
    this.exitCode = exitCode;
    this.signal = signal;
  }
}
