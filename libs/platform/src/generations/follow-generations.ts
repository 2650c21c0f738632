import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Sql } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { Bell } from '../work/bell.js';
import { isLeasePayload } from '../work/follow-events.js';
import { isTerminal } from '../work/vocabulary.js';
import { chooseGenerations, type GenerationFilter } from './list-generations.js';
import { type Generation, GENERATION_COLUMNS, type GenerationState } from './vocabulary.js';

/** Notifications that come within this time are looked after together. */
const GATHER_MS = 50;
/** How often a follower looks without a word: a notification may be lost. */
const LOOK_EVERY_MS = 5_000;
/** Ended generations that a follower remembers, so that a late word shows none twice. */
const REMEMBERED = 10_000;

export interface FollowGenerationsOptions {
  readonly filter?: GenerationFilter;
  readonly signal?: AbortSignal;
  readonly lookEveryMs?: number;
}

/**
 * The studio's generations as they change, from now on: each that is created, and each whenever its state has changed. Several changes between
 * two looks are one, to the state of the second.
 */
export async function* followGenerations(
  database: Database,
  listener: Listener,
  studioId: string,
  { filter, signal, lookEveryMs = LOOK_EVERY_MS }: FollowGenerationsOptions = {},
): AsyncGenerator<Generation, void, void> {
  const bell = new Bell(signal);
  const inbox = new Inbox(bell);
  const unsubscribe = listener.subscribeAll((id) => inbox.put(id));
  try {
    const known = new KnownStates();
    known.takeChanged(await readStates(database, studioId, null));
    while (!signal?.aborted) {
      await bell.wait(lookEveryMs);
      // A fixed pause, so that a flood of notifications costs one look for each of them.
      await sleep(GATHER_MS);
      const changed = known.takeChanged(await readStates(database, studioId, inbox.take()));
      if (changed.length > 0) yield* await loadChosen(database, studioId, filter, changed);
    }
  } finally {
    unsubscribe();
    bell.dispose();
  }
}

/** Which generations there was word of since the last look. */
class Inbox {
  private named = new Set<string>();
  private mayHaveLost = false;

  constructor(private readonly bell: Bell) {}

  put(id: string | null): void {
    // The same event has a word of its own for followers.
    if (id !== null && isLeasePayload(id)) return;
    if (id === null) this.mayHaveLost = true;
    else this.named.add(id);
    this.bell.ring();
  }

  /** Null: all of them, since nobody knows which. */
  take(): string[] | null {
    const ids = this.mayHaveLost || this.named.size === 0 ? null : [...this.named];
    this.named = new Set();
    this.mayHaveLost = false;
    return ids;
  }
}

interface FoundState {
  readonly id: string;
  readonly state: GenerationState;
}

class KnownStates {
  private readonly living = new Map<string, GenerationState>();
  private readonly ended = new Set<string>();

  /** The ids of those that are not as they were when last asked. */
  takeChanged(found: readonly FoundState[]): string[] {
    return found.filter((one) => this.take(one)).map(({ id }) => id);
  }

  private take({ id, state }: FoundState): boolean {
    if (isTerminal(state)) return this.takeEnded(id);
    const changed = this.living.get(id) !== state;
    this.living.set(id, state);
    return changed;
  }

  private takeEnded(id: string): boolean {
    this.living.delete(id);
    if (this.ended.has(id)) return false;
    this.ended.add(id);
    // A Set keeps the order of arrival: the first is the oldest.
    if (this.ended.size > REMEMBERED) this.ended.delete(this.ended.values().next().value!);
    return true;
  }
}

/** Of some generations; or of all that live or ended in the last minute, which is longer than any transaction or pause between looks. */
async function readStates(sql: Sql, studioId: string, ids: readonly string[] | null): Promise<FoundState[]> {
  const { rows } = await (ids === null
    ? sql.query<FoundState>(
        `select id, state from generations
         where studio_id = $1 and (state = 'QUEUED' or state = 'RUNNING' or finished_at > now() - interval '1 minute')`,
        [studioId],
      )
    : sql.query<FoundState>('select id, state from generations where studio_id = $1 and id = any($2::uuid[])', [
        studioId,
        ids,
      ]));
  return rows;
}

async function loadChosen(
  sql: Sql,
  studioId: string,
  filter: GenerationFilter | undefined,
  ids: readonly string[],
): Promise<Generation[]> {
  const where = chooseGenerations(studioId, filter).add('id = any(?::uuid[])', ids);
  const { rows } = await sql.query<Generation>(
    `select ${GENERATION_COLUMNS} from generations where ${where.sql} order by created_at, id`,
    where.values,
  );
  return rows;
}
