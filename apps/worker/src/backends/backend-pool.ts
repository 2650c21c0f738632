import type { BackendRegistry } from '@contrapposto/backends';
import { BackendSlot } from './backend-slot.js';

/** As many slots as generations may run at a time. */
export class BackendPool implements AsyncDisposable {
  readonly slots: readonly BackendSlot[];
  private readonly idle: BackendSlot[];

  constructor(registry: BackendRegistry, concurrency: number) {
    this.slots = Array.from({ length: concurrency }, () => new BackendSlot(registry));
    this.idle = [...this.slots];
  }

  /** Lends a slot, one where the model is warm if there is such. There is one for each generation that may run. */
  async use<T>(digest: string, work: (slot: BackendSlot) => Promise<T>): Promise<T> {
    const warm = this.idle.findIndex((slot) => slot.isWarm(digest));
    const [slot] = this.idle.splice(Math.max(warm, 0), 1);
    if (slot === undefined) throw new Error(`expected a free slot among ${this.slots.length}, got none`);
    try {
      return await work(slot);
    } finally {
      this.idle.push(slot);
    }
  }

  async dispose(): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.dispose()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
