import { BackendCrashedError, BackendError, ModelFolderError } from '@contrapposto/backends';
import { ModelCoreError } from '@contrapposto/model-core';
import { FAILURES } from '@contrapposto/platform';
import { GenerationFailure, toFailure } from './generation-failure.js';

describe('failures of a generation', () => {
  it.each([
    ['a process that died', new BackendCrashedError('gone', null, 'SIGSEGV'), 'BACKEND_CRASHED', true],
    ['a process that hung', new BackendError('BACKEND_TIMEOUT', 'silence'), 'BACKEND_TIMEOUT', true],
    [
      'too little memory',
      new BackendError('BACKEND_FAILED', 'Failed to allocate memory for requested buffer'),
      'OUT_OF_MEMORY',
      true,
    ],
    ['a heap at its limit', new BackendCrashedError('JavaScript heap out of memory', 134, null), 'OUT_OF_MEMORY', true],
    ['a missing folder', new ModelFolderError('MODEL_FOLDER_NOT_FOUND', 'none'), 'MODEL_UNAVAILABLE', true],
    ['damaged weights', new ModelFolderError('WEIGHTS_TRUNCATED', 'short'), 'MODEL_DAMAGED', false],
    ['an impossible size', new ModelCoreError('INVALID_SIZE', 'odd'), 'INVALID_RECIPE', false],
    ['numbers beyond any', new ModelCoreError('NON_FINITE_OUTPUT', 'NaN'), 'RECIPE_UNSUPPORTED', false],
    [
      'a server that is gone',
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      'DATABASE_UNAVAILABLE',
      true,
    ],
    ['its own word', new GenerationFailure('STORAGE_UNAVAILABLE', 'full'), 'STORAGE_UNAVAILABLE', true],
    ['a bug', new TypeError('undefined is not a function'), 'INTERNAL', false],
    ['no error at all', 'oops', 'INTERNAL', false],
  ] as const)('knows %s', (_name, error, code, retryable) => {
    expect(toFailure(error)).toEqual({ code, message: error instanceof Error ? error.message : error });
    expect(FAILURES[code].retryable).toBe(retryable);
  });
});
