import { ClientError, isPassing } from './errors.js';
import type { Patience } from './patience.js';
import { unreachable } from './http.js';

/** What a generation and a report have in common: events, numbered 1..n without a gap. */
export interface WorkEvent {
  readonly seq: number;
  readonly type: string;
}

export interface FollowSource<Event extends WorkEvent> {
  /** Of whose events these are, for messages: `generation`. */
  readonly what: string;
  readonly url: string;
  readonly subscribe: (id: string, after: number) => AsyncIterable<Event>;
  /** How far it is. */
  readonly look: (id: string) => Promise<{ readonly state: string; readonly lastSeq: number }>;
}

const TERMINAL = new Set<string>(['SUCCEEDED', 'FAILED', 'CANCELED']);

/** Whether a generation or a report in this state, or after an event of this name, has come to its end. */
export function isTerminal(name: string): boolean {
  return TERMINAL.has(name);
}

/**
 * The events after a number, in order, each exactly once, to the terminal one. A lost connection is made anew, and the service asked for what
 * follows the last number.
 *
 * @throws ClientError EVENT_MISSING; what does not pass, and what lasts longer than patience; the signal's reason
 */
export async function* followWork<Event extends WorkEvent>(
  source: FollowSource<Event>,
  id: string,
  after: number,
  patience: Patience,
): AsyncGenerator<Event, void, void> {
  for (let last = after; ;) {
    try {
      for await (const event of source.subscribe(id, last)) {
        patience.renew();
        // A connection that was closed politely is opened again by graphql-ws itself, with the number of its beginning.
        if (event.seq <= last) continue;
        if (event.seq > last + 1) throw missingEvent(`${source.what} ${id}`, last + 1, event.seq);
        last = event.seq;
        yield event;
        if (isTerminal(event.type)) return;
      }
      if (await hasEnded(source, id, last)) return;
      throw unreachable(source.url, new Error(`a subscription that ended before the ${source.what} did`));
    } catch (error) {
      if (!isPassing(error)) throw error;
      await patience.pauseAfter(error);
    }
  }
}

/** The service completes a subscription after the last event, at once where the follower has that already; and when it stops. */
async function hasEnded<Event extends WorkEvent>(
  { look }: FollowSource<Event>,
  id: string,
  last: number,
): Promise<boolean> {
  const { state, lastSeq } = await look(id);
  return isTerminal(state) && last >= lastSeq;
}

function missingEvent(where: string, expected: number, got: number): ClientError {
  return new ClientError('EVENT_MISSING', { expected: `event ${expected}`, got: `event ${got}`, where });
}
