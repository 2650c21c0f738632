import {
  BackendError,
  formatReport,
  ModelFolderError,
  type BackendErrorCode,
  type ErrorReport,
} from '@contrapposto/backends';
import { ModelCoreError } from '@contrapposto/model-core';
import {
  isConnectionError,
  PlatformError,
  type Failure,
  type FailureCode,
  type PlatformErrorCode,
} from '@contrapposto/platform';
import { PoseError } from '@contrapposto/pose';

/** Why a generation cannot be made, in the words of the platform's table of failures. */
export class GenerationFailure extends Error {
  override readonly name = 'GenerationFailure';

  constructor(
    readonly code: FailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  static of(code: FailureCode, report: ErrorReport, options?: ErrorOptions): GenerationFailure {
    return new GenerationFailure(code, formatReport(report), options);
  }
}

/** Whatever was thrown on the way to a picture, as a failure that says whether another try may help. */
export function toFailure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return { code: findCode(error, message), message };
}

function findCode(error: unknown, message: string): FailureCode {
  if (error instanceof GenerationFailure) return error.code;
  if (error instanceof ModelFolderError) return FOLDER_GONE.has(error.code) ? 'MODEL_UNAVAILABLE' : 'MODEL_DAMAGED';
  if (error instanceof BackendError) return codeOfBackend(error.code, message);
  // The pose and the recipe are the caller's; what the networks make of them is not.
  if (error instanceof ModelCoreError)
    return error.code === 'NON_FINITE_OUTPUT' ? 'RECIPE_UNSUPPORTED' : 'INVALID_RECIPE';
  if (error instanceof PoseError) return 'INVALID_RECIPE';
  if (error instanceof PlatformError && FILE_GONE.has(error.code)) return 'STORAGE_UNAVAILABLE';
  return isConnectionError(error) ? 'DATABASE_UNAVAILABLE' : 'INTERNAL';
}

/** The folder is not there, or not all of it: another worker may have it. Everything else is wrong in the files themselves. */
const FOLDER_GONE: ReadonlySet<BackendErrorCode> = new Set([
  'MODEL_FOLDER_NOT_FOUND',
  'MODEL_FILE_MISSING',
  'MODEL_FILE_UNREADABLE',
  'WEIGHTS_MISSING',
]);

/** Its row says that it was stored: another moment, or a copy put back, may find it. */
const FILE_GONE: ReadonlySet<PlatformErrorCode> = new Set(['FILE_NOT_FOUND', 'FILE_CORRUPT']);

const OF_BACKENDS: Readonly<Partial<Record<BackendErrorCode, FailureCode>>> = {
  BACKEND_CRASHED: 'BACKEND_CRASHED',
  BACKEND_TIMEOUT: 'BACKEND_TIMEOUT',
  BACKEND_UNAVAILABLE: 'BACKEND_UNAVAILABLE',
  BACKEND_DISPOSED: 'BACKEND_UNAVAILABLE',
  PLUGIN_NOT_FOUND: 'BACKEND_UNAVAILABLE',
  PLUGIN_INVALID: 'BACKEND_UNAVAILABLE',
  RECIPE_UNSUPPORTED: 'RECIPE_UNSUPPORTED',
};

/** What ONNX Runtime, V8 and the C++ library say when memory runs out, each in its own words. */
const MEMORY = /bad_alloc|out of memory|failed to allocate|allocation failed|heap limit/i;

function codeOfBackend(code: BackendErrorCode, message: string): FailureCode {
  if (MEMORY.test(message)) return 'OUT_OF_MEMORY';
  return OF_BACKENDS[code] ?? 'INTERNAL';
}
