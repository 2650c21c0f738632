import { Listener } from '../database/listener.js';
import { createResult } from '../testing/results.js';
import { createTestStudio, keepParts, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { until } from '../testing/until.js';
import { appendEvent } from '../work/append-event.js';
import { EVENT_CHANNEL, type FollowOptions } from '../work/follow-events.js';
import { claimGeneration } from './claim-generation.js';
import { completeGeneration } from './complete-generation.js';
import { createGeneration } from './create-generations.js';
import { followEvents } from './follow-events.js';

const NEVER_MS = 600_000;

describe('following events', () => {
  const clone = useTestDatabase();
  let studio: TestStudio;
  let listener: Listener;
  const db = () => clone.current;

  beforeAll(async () => {
    studio = await createTestStudio(db());
    listener = new Listener({ url: db().url, channel: EVENT_CHANNEL });
  });
  afterAll(() => listener.dispose());

  const create = async () => (await createGeneration(db(), keepParts, studio.request)).generation.id;
  const claim = async (generationId: string) =>
    (await claimGeneration(db(), { generationId, worker: 'w', leaseMs: 30_000 }))!.lease;

  /** Runs a generation through `steps` events of progress to its end: steps + 3 events in all. */
  async function runThrough(id: string, steps: number): Promise<void> {
    const lease = await claim(id);
    for (let step = 1; step <= steps; step += 1) await appendEvent(db(), lease, 'PROGRESS', { step });
    await completeGeneration(db(), lease, createResult());
  }

  async function collect(id: string, options: FollowOptions = {}): Promise<number[]> {
    const numbers: number[] = [];
    for await (const { seq } of followEvents(db(), listener, id, { lookEveryMs: NEVER_MS, ...options }))
      numbers.push(seq);
    return numbers;
  }
  const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, index) => from + index);

  /** Cuts every connection that listens; the server stays. */
  const cutListeners = async () => {
    const { rowCount } = await db().query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like '%${EVENT_CHANNEL}'`,
    );
    return rowCount!;
  };

  it('replays what is there, from any number on, page after page, and ends with the last event', async () => {
    const id = await create();
    await runThrough(id, 250);
    expect(await collect(id)).toEqual(upTo(253));
    expect(await collect(id, { after: 251 })).toEqual([252, 253]);
    expect(await collect(id, { after: 253 })).toEqual([]);
  });

  it('follows live by notification alone, many at once', async () => {
    const id = await create();
    const following = Promise.all([collect(id), collect(id), collect(id, { after: 1 })]);
    await runThrough(id, 20);
    expect(await following).toEqual([upTo(23), upTo(23), upTo(23, 2)]);
  });

  it('gives a follower that comes back with its last number the rest, each once', async () => {
    const id = await create();
    const seen: number[] = [];
    const running = runThrough(id, 60);
    while (seen.at(-1) !== 63) {
      // Leaves after a few events, wherever that is.
      for await (const { seq } of followEvents(db(), listener, id, { after: seen.at(-1) ?? 0 })) {
        seen.push(seq);
        if (seq % 7 === 0) break;
      }
    }
    await running;
    expect(seen).toEqual(upTo(63));
  });

  it('goes on after the listening connection was cut', async () => {
    const id = await create();
    const following = collect(id);
    await until(async () => (await cutListeners()) > 0);
    const running = runThrough(id, 30);
    await cutListeners();
    await running;
    expect(await following).toEqual(upTo(33));
  });

  it('looks by itself where no notification comes', async () => {
    const id = await create();
    const deaf = new Listener({ url: 'postgresql://nobody@127.0.0.1:1/none', channel: EVENT_CHANNEL });
    const numbers: number[] = [];
    const following = (async () => {
      for await (const { seq } of followEvents(db(), deaf, id, { lookEveryMs: 50 })) numbers.push(seq);
    })();
    await runThrough(id, 3);
    await following;
    await deaf.dispose();
    expect(numbers).toEqual(upTo(6));
  });

  it('ends when it is told to, and knows what it is asked for', async () => {
    const id = await create();
    const leaving = new AbortController();
    const following = collect(id, { signal: leaving.signal });
    leaving.abort();
    expect([[], [1]]).toContainEqual(await following);
    await expect(collect('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
