import { PlatformError } from '../errors.js';
import type { WorkState } from './vocabulary.js';
import type { WorkKind } from './work-kind.js';

/** @throws PlatformError ILLEGAL_TRANSITION where it did not end in FAILED or CANCELED */
export function assertRetryable({ name }: WorkKind, id: string, state: WorkState): void {
  if (state === 'FAILED' || state === 'CANCELED') return;
  throw new PlatformError('ILLEGAL_TRANSITION', {
    expected: `a ${name} that ended in FAILED or CANCELED`,
    got: state,
    where: `${name} ${id}`,
  });
}
