import { setTimeout as sleep } from 'node:timers/promises';
import type { Listener } from '../database/listener.js';
import { cancelGeneration } from '../generations/cancel-generation.js';
import type { ClaimedGeneration } from '../generations/claim-generation.js';
import { completeGeneration } from '../generations/complete-generation.js';
import { createEventListener } from '../work/create-event-listener.js';
import { createGeneration, createGenerations } from '../generations/create-generations.js';
import { followEvents } from '../generations/follow-events.js';
import { getGeneration } from '../generations/get-generation.js';
import type { GenerationEvent } from '../generations/vocabulary.js';
import { Program } from '../testing/program.js';
import { createResult } from '../testing/results.js';
import { createTestStudio, keepParts, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { until } from '../testing/until.js';
import type { RunOptions as RunWorkOptions, WorkRunner } from '../work/run-work.js';
import { runGenerations } from './run-generations.js';

type RunOptions = RunWorkOptions<ClaimedGeneration>;

/** Where it has to run out: long enough for a machine that is busy with other things, short enough to wait for. */
const LEASE_MS = 1_500;

describe('working off the queue', () => {
  const clone = useTestDatabase();
  const db = () => clone.current;
  let studio: TestStudio;
  let listener: Listener;
  const runners: WorkRunner[] = [];
  const programs: Program[] = [];

  beforeAll(async () => {
    studio = await createTestStudio(db());
    listener = createEventListener({ url: db().url });
  });
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.kill()));
    await Promise.all(runners.splice(0).map((runner) => runner.dispose()));
  });
  afterAll(() => listener.dispose());

  const create = async () => (await createGeneration(db(), keepParts, studio.request)).generation.id;
  const run = async (options: Pick<RunOptions, 'work'> & Partial<RunOptions>) => {
    const runner = await runGenerations(db(), listener, { worker: 'w', concurrency: 2, ...options });
    runners.push(runner);
    return runner;
  };
  const finish: RunOptions['work'] = ({ lease }) =>
    completeGeneration(db(), lease, createResult()).then(() => undefined);
  const followToEnd = async (id: string) => {
    const events: GenerationEvent[] = [];
    for await (const event of followEvents(db(), listener, id)) events.push(event);
    return events;
  };
  const lockedJobs = async () =>
    (await db().query('select id from graphile_worker.jobs where locked_at is not null')).rows;
  const allJobs = async () => (await db().query('select id from graphile_worker.jobs')).rows;

  it('brings every generation to its end once, with two workers', async () => {
    const batch = await createGenerations(
      db(),
      keepParts,
      Array.from({ length: 20 }, () => studio.request),
    );
    const runs: string[] = [];
    const work: RunOptions['work'] = async (claimed, signal) => {
      runs.push(claimed.generation.id);
      await finish(claimed, signal);
    };
    await run({ work, worker: 'a' });
    await run({ work, worker: 'b' });
    const ids = batch.map(({ generation }) => generation.id);
    const ends = await Promise.all(ids.map(followToEnd));
    expect(ends.map((events) => events.map(({ type }) => type))).toEqual(
      ids.map(() => ['QUEUED', 'STARTED', 'SUCCEEDED']),
    );
    expect([...runs].sort()).toEqual([...ids].sort());
    await until(async () => (await allJobs()).length === 0);
  });

  it('tells a run that it is canceled as soon as that is committed', async () => {
    let told: { reason: unknown; atMs: number } | undefined;
    await run({
      leaseMs: 600_000,
      work: (_claimed, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            told = { reason: signal.reason, atMs: performance.now() };
            resolve();
          });
        }),
    });
    const id = await create();
    await until(async () => (await getGeneration(db(), id)).state === 'RUNNING');
    await cancelGeneration(db(), id);
    const asked = performance.now();
    const events = await followToEnd(id);
    expect(events.map(({ type }) => type)).toEqual(['QUEUED', 'STARTED', 'CANCEL_REQUESTED', 'CANCELED']);
    expect(told!.reason).toBe('CANCEL_REQUESTED');
    // Far from the heartbeat, which is three minutes away.
    expect(told!.atMs - asked).toBeLessThan(60_000);
  });

  it('counts a run that throws, or ends without a word, as failed', async () => {
    const outcomes = [() => Promise.reject(new Error('a bug')), () => Promise.resolve()];
    await run({ concurrency: 1, work: () => outcomes.shift()!() });
    const messages: unknown[] = [];
    for (const id of [await create(), await create()]) {
      const last = (await followToEnd(id)).at(-1)!;
      expect(last.type).toBe('FAILED');
      messages.push(last.payload.message);
    }
    expect(messages).toEqual(['a bug', 'the run ended without a result']);
  });

  it('hands back what it was doing when it is told to go', async () => {
    const first = await run({
      worker: 'first',
      work: (_claimed, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', reject)),
    });
    const id = await create();
    await until(async () => (await getGeneration(db(), id)).state === 'RUNNING');
    await first.dispose();
    expect(await getGeneration(db(), id)).toMatchObject({ state: 'QUEUED', attempt: 0 });
    await run({ worker: 'second', work: finish });
    expect((await followToEnd(id)).map(({ type }) => type)).toEqual([
      'QUEUED',
      'STARTED',
      'RELEASED',
      'STARTED',
      'SUCCEEDED',
    ]);
    await until(async () => (await allJobs()).length === 0);
  });

  it('takes over from a worker that was killed in the middle, without a second result, a gap or a job left behind', async () => {
    const killed = Program.start('stuck-worker', { url: db().url, worker: 'killed', leaseMs: LEASE_MS });
    programs.push(killed);
    const ids = [await create(), await create()];
    const following = ids.map(followToEnd);
    const claimed = [await killed.read<{ claimed: string }>(), await killed.read<{ claimed: string }>()];
    expect(claimed.map((line) => line.claimed).sort()).toEqual([...ids].sort());
    await sleep(100);
    await killed.kill();
    expect(await lockedJobs()).toHaveLength(2);
    await run({ worker: 'heir', leaseMs: LEASE_MS, work: finish });

    for (const events of await Promise.all(following)) {
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
      const types = events.map(({ type }) => type).filter((type) => type !== 'PROGRESS');
      expect(types).toEqual(['QUEUED', 'STARTED', 'LEASE_EXPIRED', 'STARTED', 'SUCCEEDED']);
    }
    const { rows } = await db().query('select count(*)::int as n from generated_images where generation_id = any($1)', [
      ids,
    ]);
    expect(rows).toEqual([{ n: 2 }]);
    await until(async () => (await allJobs()).length === 0);
  });

  it('frees a job whose worker died before it could claim, and gives a job to a generation that lost its own', async () => {
    const [locked, forgotten] = [await create(), await create()];
    await db().query(
      `update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = 'dead', attempts = 1 where key = $1`,
      [`generation:${locked}`],
    );
    await db().query('select graphile_worker.remove_job($1)', [`generation:${forgotten}`]);
    await run({ leaseMs: LEASE_MS, work: finish });
    const ends = await Promise.all([locked, forgotten].map(followToEnd));
    expect(ends.map((events) => events.at(-1)!.type)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });
});
