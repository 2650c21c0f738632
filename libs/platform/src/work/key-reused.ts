import { PlatformError } from '../errors.js';
import type { WorkKind } from './work-kind.js';

export function keyReused({ name }: WorkKind, key: string, id: string): PlatformError {
  return new PlatformError(
    'IDEMPOTENCY_KEY_REUSED',
    {
      expected: 'the request that this key was first sent with',
      got: 'another',
      where: `idempotency key ${key}, ${name} ${id}`,
      advice: 'Use a new key for a new request.',
    },
    { field: 'idempotencyKey' },
  );
}
