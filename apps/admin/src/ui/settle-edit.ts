import { describeError } from './describe-error.js';

export interface Outcome {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

const STALE =
  'Somebody else was quicker: it is shown as it is now, and what you typed is still here. Save again to keep yours.';

/**
 * Waits for an edit, and tells why it was refused.
 *
 * @param onStale reads anew what somebody else has changed; what was typed is laid over it (`useRevisedDraft`)
 * @returns what was done, or null where it was refused
 */
export async function settleEdit<T extends Outcome>(
  request: Promise<T | undefined>,
  tell: (problem: string | null) => void,
  onStale: () => unknown,
): Promise<T | null> {
  tell(null);
  try {
    const outcome = await request;
    const refusal = outcome?.userErrors[0];
    if (refusal?.code === 'STALE_REVISION') await onStale();
    tell(refusal?.code === 'STALE_REVISION' ? STALE : (refusal?.message ?? null));
    return refusal || !outcome ? null : outcome;
  } catch (error) {
    tell(describeError(error));
    return null;
  }
}
