/**
 * Which failures are worth another try: those that another process, machine or moment may not have. The rest would fail in the same way
 * again, and go to FAILED at once, the dead letters of this platform: kept with code, message and recipe until somebody retries them.
 */
export const FAILURES = {
  BACKEND_CRASHED: { retryable: true },
  BACKEND_TIMEOUT: { retryable: true },
  BACKEND_UNAVAILABLE: { retryable: true },
  OUT_OF_MEMORY: { retryable: true },
  STORAGE_UNAVAILABLE: { retryable: true },
  DATABASE_UNAVAILABLE: { retryable: true },
  /** Its worker was not heard of again. */
  WORKER_LOST: { retryable: true },
  MODEL_UNAVAILABLE: { retryable: true },
  /** The recipe asks for what no backend can do. */
  RECIPE_UNSUPPORTED: { retryable: false },
  INVALID_RECIPE: { retryable: false },
  MODEL_DAMAGED: { retryable: false },
  /** A bug: the same again would be the same again. */
  INTERNAL: { retryable: false },
} as const;

export type FailureCode = keyof typeof FAILURES;

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

/** 1 s, 4 s, 16 s, then a minute: the pause after the attempt of that number (1, 2, ...) failed. */
export function backoffAfter(attempt: number): number {
  return Math.min(FIRST_DELAY_MS * 4 ** (attempt - 1), LONGEST_DELAY_MS);
}
