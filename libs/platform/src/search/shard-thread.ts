import { Worker } from 'node:worker_threads';
import { PoseError } from '@contrapposto/pose';
import type { FoundShape, ShardOrder } from './pose-shard.js';
import type { ShardAnswer, ShardMessage } from './serve-shard.js';

const PROGRAM = new URL('../../bin/pose-shard.mjs', import.meta.url);

interface Waiting {
  readonly resolve: (found: readonly FoundShape[]) => void;
  readonly reject: (error: Error) => void;
}

/** One part of an index, in a thread of its own. Orders are obeyed one after another. */
export class ShardThread {
  readonly #worker = new Worker(PROGRAM);
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #failure: Error | null = null;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (answer: ShardAnswer) => this.#take(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The thread of an index of poses has ended.')));
  }

  /** It has ended, and what it held is lost. */
  get hasEnded(): boolean {
    return this.#failure !== null;
  }

  tell(order: ShardOrder): void {
    this.#worker.postMessage({ order } satisfies ShardMessage);
  }

  ask(order: ShardOrder): Promise<readonly FoundShape[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#last += 1;
      this.#waiting.set(this.#last, { resolve, reject });
      // The process stays for as long as somebody waits.
      this.#worker.ref();
      this.#worker.postMessage({ number: this.#last, order } satisfies ShardMessage);
    });
  }

  async dispose(): Promise<void> {
    await this.#worker.terminate();
  }

  #take({ number, found, refusal }: ShardAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (found) waiting?.resolve(found);
    if (refusal) waiting?.reject(new PoseError(refusal.code, refusal.message));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
