import type { BackendRegistry } from '@contrapposto/backends';
import { BackendSlot } from './backend-slot.js';

/** Which of the free slots to take where there is a choice. */
type Preference = (slot: BackendSlot) => boolean;

/** As many slots as generations may run at a time. Whoever finds none waits for the next, first come, first served. */
export class BackendPool implements AsyncDisposable {
  readonly slots: readonly BackendSlot[];
  private readonly idle: BackendSlot[];
  private readonly waiting: ((slot: BackendSlot) => void)[] = [];

  constructor(registry: BackendRegistry, concurrency: number) {
    this.slots = Array.from({ length: concurrency }, () => new BackendSlot(registry));
    this.idle = [...this.slots];
  }

  /**
   * Lends a slot, one that is preferred if there is such.
   *
   * @param signal ends the wait for a slot; what the work makes of it is its own
   */
  async use<T>(prefer: Preference, signal: AbortSignal, work: (slot: BackendSlot) => Promise<T>): Promise<T> {
    const slot = await this.take(prefer, signal);
    try {
      return await work(slot);
    } finally {
      this.giveBack(slot);
    }
  }

  /** Lends a slot while all others stand still: for one caller at a time, who wants to know how long something takes. */
  async useAlone<T>(prefer: Preference, signal: AbortSignal, work: (slot: BackendSlot) => Promise<T>): Promise<T> {
    // All places in the queue at once: nobody who comes later is served in between.
    const places = await Promise.allSettled(this.slots.map(() => this.take(prefer, signal)));
    const taken = places.flatMap((place) => (place.status === 'fulfilled' ? place.value : []));
    try {
      signal.throwIfAborted();
      return await work(taken.find(prefer) ?? taken[0]!);
    } finally {
      for (const slot of taken) this.giveBack(slot);
    }
  }

  /** For whoever was the only one to use them. */
  async releaseExtractors(): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.releaseExtractors()));
  }

  async dispose(): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.dispose()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  private async take(prefer: Preference, signal: AbortSignal): Promise<BackendSlot> {
    signal.throwIfAborted();
    const preferred = this.idle.findIndex(prefer);
    const [slot] = this.idle.splice(Math.max(preferred, 0), 1);
    return slot ?? this.wait(signal);
  }

  private wait(signal: AbortSignal): Promise<BackendSlot> {
    return new Promise((resolve, reject) => {
      const serve = (slot: BackendSlot) => {
        signal.removeEventListener('abort', leave);
        resolve(slot);
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(serve), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(serve);
    });
  }

  private giveBack(slot: BackendSlot): void {
    const serve = this.waiting.shift();
    if (serve) serve(slot);
    else this.idle.push(slot);
  }
}
