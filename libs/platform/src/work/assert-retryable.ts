import { PlatformError } from '../errors.js';
import type { TerminalState, WorkState } from './vocabulary.js';
import type { WorkKind } from './work-kind.js';

/** @throws PlatformError ILLEGAL_TRANSITION where it did not end in one of `ends` */
export function assertRetryable(
  { name }: WorkKind,
  id: string,
  state: WorkState,
  ends: readonly TerminalState[] = ['FAILED', 'CANCELED'],
): void {
  if ((ends as readonly WorkState[]).includes(state)) return;
  throw new PlatformError('ILLEGAL_TRANSITION', {
    expected: `a ${name} that ended in ${ends.slice(0, -1).join(', ')} or ${ends.at(-1)!}`,
    got: state,
    where: `${name} ${id}`,
  });
}
