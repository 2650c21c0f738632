import { ClientError, isPassing } from './errors.js';
import {
  GenerationEventsDocument,
  type GenerationEventsSubscription,
  type GenerationEventsSubscriptionVariables,
  type GenerationState,
} from './generated/graphql.js';
import { toOperation } from './operation.js';
import type { Patience } from './patience.js';
import { unreachable } from './http.js';
import type { Socket } from './socket.js';

export type GenerationEvent = GenerationEventsSubscription['generationEvents'];

export interface FollowSource {
  readonly socket: Socket;
  readonly url: string;
  /** How far a generation is. */
  readonly look: (id: string) => Promise<{ readonly state: GenerationState; readonly lastSeq: number }>;
}

const OPERATION = toOperation<GenerationEventsSubscription, GenerationEventsSubscriptionVariables>(
  GenerationEventsDocument,
);
const TERMINAL = new Set<string>(['SUCCEEDED', 'FAILED', 'CANCELED']);

/** Whether a generation in this state, or after an event of this name, has come to its end. */
export function isTerminal(name: string): boolean {
  return TERMINAL.has(name);
}

/**
 * A generation's events after a number, in order, each exactly once, to the terminal one. A lost connection is made anew, and the service
 * asked for what follows the last number.
 *
 * @throws ClientError EVENT_MISSING; what does not pass, and what lasts longer than patience; the signal's reason
 */
export async function* followGeneration(
  source: FollowSource,
  id: string,
  after: number,
  patience: Patience,
  signal?: AbortSignal,
): AsyncGenerator<GenerationEvent, void, void> {
  for (let last = after; ;) {
    try {
      for await (const { generationEvents: event } of source.socket.subscribe(OPERATION, { id, after: last }, signal)) {
        patience.renew();
        // A connection that was closed politely is opened again by graphql-ws itself, with the number of its beginning.
        if (event.seq <= last) continue;
        if (event.seq > last + 1) throw missingEvent(id, last + 1, event.seq);
        last = event.seq;
        yield event;
        if (isTerminal(event.type)) return;
      }
      if (await hasEnded(source, id, last)) return;
      throw unreachable(source.url, new Error('a subscription that ended before the generation did'));
    } catch (error) {
      if (!isPassing(error)) throw error;
      await patience.pauseAfter(error);
    }
  }
}

/** The service completes a subscription after the last event, at once where the follower has that already; and when it stops. */
async function hasEnded({ look }: FollowSource, id: string, last: number): Promise<boolean> {
  const { state, lastSeq } = await look(id);
  return isTerminal(state) && last >= lastSeq;
}

function missingEvent(id: string, expected: number, got: number): ClientError {
  return new ClientError('EVENT_MISSING', {
    expected: `event ${expected}`,
    got: `event ${got}`,
    where: `generation ${id}`,
  });
}
