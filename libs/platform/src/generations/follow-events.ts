import type { Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { Bell } from './bell.js';
import { getGeneration } from './get-generation.js';
import { type GenerationEvent, isTerminal } from './vocabulary.js';

/** The channel on which the database says that a generation has a new event; the payload is its id. */
export const EVENT_CHANNEL = 'generation_events';

const LEASE_PREFIX = 'lease ';

/** What the database says on it, beside a generation's id, when something concerns whoever holds its lease. */
export function leasePayload(generationId: string): string {
  return LEASE_PREFIX + generationId;
}

export function isLeasePayload(payload: string): boolean {
  return payload.startsWith(LEASE_PREFIX);
}

/** Events read at once: what a slow follower has not taken yet stays in the database, not in our memory. */
const PAGE = 200;
/** How long a follower waits without a word before it looks all the same. */
const LOOK_EVERY_MS = 2_000;

export interface FollowOptions {
  /** The last number that the follower has; 0 for all. */
  readonly after?: number;
  readonly signal?: AbortSignal;
  readonly lookEveryMs?: number;
}

/** Events after a number, in order, at most a page of them. */
export async function readEvents(database: Database, generationId: string, after: number): Promise<GenerationEvent[]> {
  const { rows } = await database.query<GenerationEvent>(
    `select generation_id as "generationId", seq, type, payload, created_at as "createdAt"
     from generation_events where generation_id = $1 and seq > $2 order by seq limit ${PAGE}`,
    [generationId, after],
  );
  return rows;
}

/**
 * A generation's events from any number on: first those that are there, then each as it comes, and after the terminal one the end. In order,
 * each once, whatever happens in between: the numbers have no gap, and every look asks for what follows the last.
 *
 * @throws PlatformError NOT_FOUND
 */
export async function* followEvents(
  database: Database,
  listener: Listener,
  generationId: string,
  { after = 0, signal, lookEveryMs = LOOK_EVERY_MS }: FollowOptions = {},
): AsyncGenerator<GenerationEvent, void, void> {
  await getGeneration(database, generationId);
  // Listening begins before the first look, or an event between the two would have to wait for the next.
  const bell = new Bell(signal);
  const unsubscribe = listener.subscribe(generationId, () => bell.ring());
  try {
    for (let last = after; !signal?.aborted;) {
      const events = await readEvents(database, generationId, last);
      for (const event of events) {
        yield event;
        if (isTerminal(event.type)) return;
        last = event.seq;
      }
      if (events.length > 0) continue;
      if (await hasEnded(database, generationId, last)) return;
      await bell.wait(lookEveryMs);
    }
  } finally {
    unsubscribe();
    bell.dispose();
  }
}

/** A follower that already has the last event has nothing to wait for. */
async function hasEnded(database: Database, generationId: string, last: number): Promise<boolean> {
  const { state, lastSeq } = await getGeneration(database, generationId);
  return isTerminal(state) && last >= lastSeq;
}
