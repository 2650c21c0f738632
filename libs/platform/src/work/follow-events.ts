import type { Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { Bell } from './bell.js';
import { noWork } from './no-work.js';
import { isTerminal, type WorkEvent, type WorkLife } from './vocabulary.js';
import type { WorkKind } from './work-kind.js';

/** The channel on which the database says that a piece of work has a new event; the payload is its id. */
export const EVENT_CHANNEL = 'work_events';

const LEASE_PREFIX = 'lease ';

/** What the database says on it, beside the work's id, when something concerns whoever holds its lease. */
export function leasePayload(id: string): string {
  return LEASE_PREFIX + id;
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
export async function readWorkEvents<Event extends WorkEvent>(
  database: Database,
  { name, events, owner }: WorkKind,
  id: string,
  after: number,
): Promise<Event[]> {
  const { rows } = await database.query<Event>(
    `select ${owner} as "${name}Id", seq, type, payload, created_at as "createdAt"
     from ${events} where ${owner} = $1 and seq > $2 order by seq limit ${PAGE}`,
    [id, after],
  );
  return rows;
}

/**
 * The events of a piece of work from any number on: first those that are there, then each as it comes, and after the terminal one the end. In
 * order, each once, whatever happens in between: the numbers have no gap, and every look asks for what follows the last.
 *
 * @throws PlatformError NOT_FOUND
 */
export async function* followWork<Event extends WorkEvent>(
  database: Database,
  listener: Listener,
  kind: WorkKind,
  id: string,
  { after = 0, signal, lookEveryMs = LOOK_EVERY_MS }: FollowOptions = {},
): AsyncGenerator<Event, void, void> {
  await readLife(database, kind, id);
  // Listening begins before the first look, or an event between the two would have to wait for the next.
  const bell = new Bell(signal);
  const unsubscribe = listener.subscribe(id, () => bell.ring());
  try {
    for (let last = after; !signal?.aborted;) {
      const events = await readWorkEvents<Event>(database, kind, id, last);
      for (const event of events) {
        yield event;
        if (isTerminal(event.type)) return;
        last = event.seq;
      }
      if (events.length > 0) continue;
      if (await hasEnded(database, kind, id, last)) return;
      await bell.wait(lookEveryMs);
    }
  } finally {
    unsubscribe();
    bell.dispose();
  }
}

/** A follower that already has the last event has nothing to wait for. */
async function hasEnded(database: Database, kind: WorkKind, id: string, last: number): Promise<boolean> {
  const { state, lastSeq } = await readLife(database, kind, id);
  return isTerminal(state) && last >= lastSeq;
}

/** @throws PlatformError NOT_FOUND */
async function readLife(database: Database, kind: WorkKind, id: string): Promise<Pick<WorkLife, 'state' | 'lastSeq'>> {
  const { rows } = await database.query<Pick<WorkLife, 'state' | 'lastSeq'>>(
    `select state, last_seq as "lastSeq" from ${kind.table} where id = $1`,
    [id],
  );
  return rows[0] ?? noWork(kind, id);
}
