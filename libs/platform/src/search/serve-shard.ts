import type { MessagePort } from 'node:worker_threads';
import { PoseError, type PoseErrorCode } from '@contrapposto/pose';
import { PoseShard, type FoundShape, type ShardOrder } from './pose-shard.js';

/** An order to a thread; one with a number is answered. */
export interface ShardMessage {
  readonly number?: number;
  readonly order: ShardOrder;
}

export interface ShardAnswer {
  readonly number: number;
  readonly found?: readonly FoundShape[];
  /** Where the question was wrong. */
  readonly refusal?: { readonly code: PoseErrorCode; readonly message: string };
}

/** Answers orders for a shard of its own, for as long as the thread lives. */
export function serveShard(port: MessagePort): void {
  const shard = new PoseShard();
  port.on('message', ({ number, order }: ShardMessage) => {
    if (number === undefined) shard.obey(order);
    else port.postMessage(answer(shard, number, order));
  });
}

/** An error of the caller's goes back to them; any other ends the thread, as a bug should. */
function answer(shard: PoseShard, number: number, order: ShardOrder): ShardAnswer {
  try {
    return { number, found: shard.obey(order) };
  } catch (error) {
    if (!(error instanceof PoseError)) throw error;
    return { number, refusal: { code: error.code, message: error.message } };
  }
}
