import type { QueryResultRow } from 'pg';
import type { Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { createTestStudio, keepParts, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { until } from '../testing/until.js';
import { cancelGeneration } from './cancel-generation.js';
import { createEventListener } from '../work/create-event-listener.js';
import { createGeneration } from './create-generations.js';
import { followGenerations, type FollowGenerationsOptions } from './follow-generations.js';

/** The database, and when it has answered for the first time. */
function watch(database: Database): { readonly database: Database; readonly answered: Promise<void> } {
  let tell: () => void;
  const answered = new Promise<void>((resolve) => (tell = resolve));
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as it is declared
  const query = async <Row extends QueryResultRow>(text: string, values?: readonly unknown[]) => {
    const answer = await database.query<Row>(text, values);
    tell();
    return answer;
  };
  return { database: { ...database, query }, answered };
}

describe('followGenerations', () => {
  const clone = useTestDatabase();
  let listener: Listener;
  let studio: TestStudio;

  beforeAll(async () => {
    listener = createEventListener({ url: clone.current.url });
    studio = await createTestStudio(clone.current);
  });
  afterAll(() => listener.dispose());

  const create = async () => (await createGeneration(clone.current, keepParts, studio.request)).generation.id;

  /** Collects until it is aborted; ready when it has looked at what there is. */
  async function follow(options: FollowGenerationsOptions = {}, heard: Pick<Listener, 'subscribeAll'> = listener) {
    const canceler = new AbortController();
    const seen: string[] = [];
    const { database, answered } = watch(clone.current);
    const following = followGenerations(database, heard as Listener, studio.studioId, {
      ...options,
      signal: canceler.signal,
    });
    const done = (async () => {
      for await (const { id, state } of following) seen.push(`${state} ${id}`);
    })();
    await answered;
    return { seen, end: () => (canceler.abort(), done) };
  }

  it('tells nothing of what was there, and each change once', async () => {
    const old = await create();
    const { seen, end } = await follow();
    const id = await create();
    await until(() => seen.length === 1);
    await cancelGeneration(clone.current, old);
    await cancelGeneration(clone.current, id);
    await until(() => seen.length === 3);
    await end();
    expect(seen[0]).toBe(`QUEUED ${id}`);
    expect(seen.slice(1).sort()).toEqual([`CANCELED ${old}`, `CANCELED ${id}`].sort());
  });

  it('finds what it was not told of', async () => {
    const deaf = { subscribeAll: () => () => undefined };
    const { seen, end } = await follow({ lookEveryMs: 100 }, deaf);
    const id = await create();
    await until(() => seen.length === 1);
    await cancelGeneration(clone.current, id);
    await until(() => seen.length === 2);
    await end();
    expect(seen).toEqual([`QUEUED ${id}`, `CANCELED ${id}`]);
  });

  it('ends at once when nobody follows any more', async () => {
    const { end } = await follow({ lookEveryMs: 60_000 });
    const started = performance.now();
    await end();
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
