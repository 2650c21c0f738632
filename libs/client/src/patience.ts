import { isPassing } from './errors.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;

/**
 * Trying again: pauses of 0.1, 0.2, 0.4 ... 3 s, each of them shortened at random by up to a half, so that many clients do not come back in
 * one moment; until nothing was heard for `limitMs`.
 */
export class Patience {
  private silentSince = Date.now();
  private pauses = 0;

  constructor(
    private readonly limitMs: number,
    private readonly signal?: AbortSignal,
  ) {}

  /** The service has answered: the next trouble is a new one. */
  renew(): void {
    this.silentSince = Date.now();
    this.pauses = 0;
  }

  /**
   * Pauses before another try.
   *
   * @throws `error` where it would not pass, or has lasted too long; the signal's reason
   */
  async pauseAfter(error: unknown): Promise<void> {
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** this.pauses, LONGEST_PAUSE_MS);
    const pauseMs = longest * (1 - Math.random() / 2);
    if (!isPassing(error) || Date.now() - this.silentSince + pauseMs > this.limitMs) throw error;
    this.pauses += 1;
    await sleep(pauseMs, this.signal);
  }
}

/** Does something until it succeeds, or patience ends. Only for what may be done twice. */
export async function persist<T>(work: () => Promise<T>, patience: Patience): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      await patience.pauseAfter(error);
    }
  }
}

/** @throws the signal's reason, at once */
export function sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', leave);
      resolve();
    }, durationMs);
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });
  });
}
