import path from 'node:path';
import { cancelGeneration, getGeneration, type GenerationEvent } from '@contrapposto/platform';
import { until } from '@contrapposto/platform/testing';
import { useWorkshop } from './testing/test-worker.js';

/** Enough to be interrupted in. */
const LONG = { numInferenceSteps: 900 };

describe('a worker that is interrupted', () => {
  const workshop = useWorkshop();
  const shop = () => workshop.current;
  afterEach(() => shop().endWorkers());
  const typesOf = (events: readonly GenerationEvent[]) =>
    events.map(({ type }) => type).filter((type) => type !== 'PROGRESS' && type !== 'PREVIEW');
  const expectGapless = (events: readonly GenerationEvent[]) =>
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));

  /** Waits until denoising has begun. */
  const untilUnderWay = (id: string) =>
    until(async () => {
      const { rows } = await shop().database.query(
        `select 1 from generation_events where generation_id = $1 and payload ? 'stepIndex' limit 1`,
        [id],
      );
      return rows.length > 0;
    });
  const countPictures = async () => {
    const { rows } = await shop().database.query<{ n: number }>(
      `select count(*)::int as n from generated_images where kind = 'PICTURE'`,
    );
    return rows[0]!.n;
  };

  it('cancels in the middle of a run, and runs again what its backend died of, in a new process', async () => {
    const worker = await shop().start();
    const id = await shop().enqueue(LONG);
    await untilUnderWay(id);
    await cancelGeneration(shop().database, id);
    const events = await shop().follow(id);
    expectGapless(events);
    expect(typesOf(events)).toEqual(['QUEUED', 'STARTED', 'CANCEL_REQUESTED', 'CANCELED']);
    const { cancelLatencyMs, cancelOutcome } = await getGeneration(shop().database, id);
    expect(cancelOutcome).toBe('CANCELED');
    // Of a run of 900 steps.
    expect(cancelLatencyMs).toBeLessThan(30_000);

    const second = await shop().enqueue(LONG);
    await untilUnderWay(second);
    const [pid] = worker.backendPids;
    process.kill(pid!, 'SIGKILL');
    await until(async () => (await getGeneration(shop().database, second)).state === 'QUEUED');
    // Once was enough to see: the second run may be short.
    await until(async () => (await getGeneration(shop().database, second)).attempt === 2);
    await cancelGeneration(shop().database, second);
    const retried = await shop().follow(second);
    expectGapless(retried);
    expect(retried.find(({ type }) => type === 'RETRY_SCHEDULED')!.payload).toMatchObject({
      attempt: 1,
      code: 'BACKEND_CRASHED',
    });
    expect((await shop().follow(await shop().enqueue())).at(-1)!.type).toBe('SUCCEEDED');
    expect(worker.backendPids).not.toContain(pid);
    expect(worker.backendPids).toHaveLength(1);
  });

  it('hands back what it was doing when it is told to go, and another finishes it', async () => {
    const first = await shop().start({ worker: 'first' });
    const id = await shop().enqueue({ numInferenceSteps: 60 });
    await untilUnderWay(id);
    await first.dispose();
    expect(await getGeneration(shop().database, id)).toMatchObject({ state: 'QUEUED', attempt: 0 });
    expect(first.backendPids).toEqual([]);
    await shop().start({ worker: 'second' });
    const events = await shop().follow(id);
    expectGapless(events);
    expect(typesOf(events)).toEqual(['QUEUED', 'STARTED', 'RELEASED', 'STARTED', 'SUCCEEDED']);
  });

  it('shares the queue with another, and every generation has one result', async () => {
    const before = await countPictures();
    const ids = await Promise.all(Array.from({ length: 8 }, (_, seed) => shop().enqueue({ seed })));
    await Promise.all([shop().start({ worker: 'a' }), shop().start({ worker: 'b' })]);
    const ends = await Promise.all(ids.map((id) => shop().follow(id)));
    for (const events of ends) {
      expectGapless(events);
      expect(typesOf(events)).toEqual(['QUEUED', 'STARTED', 'SUCCEEDED']);
    }
    expect((await countPictures()) - before).toBe(ids.length);
    await until(async () => (await shop().database.query('select id from graphile_worker.jobs')).rows.length === 0);
  });

  it('starts without a single usable model folder, and says so to whoever needs one', async () => {
    await shop().start({ modelFolders: [path.join(shop().folder, 'nowhere')] });
    const id = await shop().enqueue({}, 1);
    expect((await shop().follow(id)).at(-1)).toMatchObject({ payload: { code: 'MODEL_UNAVAILABLE' } });
  });
});
