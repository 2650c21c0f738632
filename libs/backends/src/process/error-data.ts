import { CanceledError, ModelCoreError, type ModelCoreErrorCode } from '@contrapposto/model-core';
import { BackendError, messageOf, ModelFolderError, type BackendErrorCode } from '../errors.js';

/** A thrown error as it travels between processes: its class and code survive, so a caller handles it as its own. */
export interface ErrorData {
  readonly kind: 'canceled' | 'model-core' | 'model-folder' | 'backend' | 'unknown';
  readonly code: string;
  readonly message: string;
  readonly stack: string | null;
  readonly steps?: readonly [completed: number, total: number];
}

export function toErrorData(error: unknown): ErrorData {
  const stack = error instanceof Error ? (error.stack ?? null) : null;
  const message = messageOf(error);
  if (error instanceof CanceledError) {
    return { kind: 'canceled', code: error.code, message, stack, steps: [error.completedSteps, error.stepCount] };
  }
  if (error instanceof ModelCoreError) return { kind: 'model-core', code: error.code, message, stack };
  if (error instanceof ModelFolderError) return { kind: 'model-folder', code: error.code, message, stack };
  if (error instanceof BackendError) return { kind: 'backend', code: error.code, message, stack };
  return { kind: 'unknown', code: 'BACKEND_FAILED', message, stack };
}

/** The error again; its `cause` shows where in the backend's process it was thrown. */
export function fromErrorData(data: ErrorData): Error {
  const error = revive(data);
  error.cause = data.stack;
  return error;
}

function revive({ kind, code, message, steps }: ErrorData): Error {
  switch (kind) {
    case 'canceled':
      return new CanceledError(...(steps ?? [0, 0]));
    case 'model-core':
      return new ModelCoreError(code as ModelCoreErrorCode, message);
    case 'model-folder':
      return new ModelFolderError(code as BackendErrorCode, message);
    case 'backend':
    case 'unknown':
      return new BackendError(code as BackendErrorCode, message);
  }
}
