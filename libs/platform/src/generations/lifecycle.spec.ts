import type { PlatformErrorCode } from '../errors.js';
import { createResult } from '../testing/results.js';
import { createTestStudio, keepParts, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { appendEvent } from '../work/append-event.js';
import { failWork } from '../work/fail-work.js';
import { backoffAfter } from '../work/failures.js';
import { renewLease } from '../work/leases.js';
import { releaseWork } from '../work/release-work.js';
import { cancelGeneration } from './cancel-generation.js';
import { claimGeneration, type ClaimedGeneration } from './claim-generation.js';
import { completeGeneration } from './complete-generation.js';
import { createGeneration, createGenerations } from './create-generations.js';
import { readEvents } from './follow-events.js';
import type { GenerationRequestInput } from './generation-request.js';
import { getGeneration } from './get-generation.js';
import { readQueuePlace } from './queue-position.js';
import { recoverGenerations } from './recover-generations.js';
import { retryGeneration } from './retry-generation.js';

const LEASE_MS = 30_000;
const refusal = (code: PlatformErrorCode) => expect.objectContaining({ code });

describe('the life of a generation', () => {
  const clone = useTestDatabase();
  let studio: TestStudio;
  const db = () => clone.current;

  beforeAll(async () => {
    studio = await createTestStudio(db());
  });
  // Each spec with an empty queue.
  beforeEach(() => db().query('truncate generations cascade; delete from graphile_worker._private_jobs'));

  const create = async (more: Partial<GenerationRequestInput> = {}) =>
    (await createGeneration(db(), keepParts, { ...studio.request, ...more })).generation;
  const claim = (generationId: string, worker = 'w1') =>
    claimGeneration(db(), { generationId, worker, leaseMs: LEASE_MS });
  const start = async (more: Partial<GenerationRequestInput> = {}): Promise<ClaimedGeneration> =>
    (await claim((await create(more)).id))!;
  const typesOf = async (id: string) => (await readEvents(db(), id, 0)).map(({ seq, type }) => `${seq} ${type}`);
  const jobs = async () =>
    (
      await db().query(
        'select key, run_at <= now() as due, priority, attempts = max_attempts as spent from graphile_worker.jobs order by id',
      )
    ).rows;
  const expire = (id: string) =>
    db().query(`update generations set lease_expires_at = now() - interval '1 s' where id = $1`, [id]);
  const rush = (id: string) => db().query('update generations set run_after = now() where id = $1', [id]);

  describe('creating', () => {
    it('freezes the recipe and writes row, first event and job', async () => {
      const { promptVersionId } = studio;
      const generation = await create({
        prompt: { versionId: promptVersionId, values: { scene: 'oil painting' } },
        settings: { width: 64 },
        priority: 5,
      });
      expect(generation).toMatchObject({ state: 'QUEUED', lastSeq: 1, attempt: 0, priority: 5, maxAttempts: 3 });
      expect(generation.recipe).toMatchObject({
        model: { name: 'studio-tiny', family: 'humansd' },
        pose: { skeleton: 'coco17', people: [{}] },
        prompt: 'oil painting, a dancer',
        negativePrompt: 'blurry',
        seed: 1,
        settings: { width: 64 },
      });
      expect(await typesOf(generation.id)).toEqual(['1 QUEUED']);
      expect(await jobs()).toEqual([{ key: `generation:${generation.id}`, due: true, priority: -5, spent: false }]);
    });

    it('gives the first generation for a key that is known, also to requests side by side', async () => {
      const all = await Promise.all(
        Array.from({ length: 6 }, () => createGeneration(db(), keepParts, { ...studio.request, idempotencyKey: 'k' })),
      );
      expect(new Set(all.map(({ generation }) => generation.id)).size).toBe(1);
      expect(all.filter(({ created }) => created)).toHaveLength(1);
      expect(await jobs()).toHaveLength(1);
      await expect(create({ idempotencyKey: 'k', seed: 2 })).rejects.toEqual(refusal('IDEMPOTENCY_KEY_REUSED'));
    });

    it('draws a seed where none is given', async () => {
      const { seed: _seed, ...request } = studio.request;
      const [a, b] = await createGenerations(db(), keepParts, [request, request]);
      expect(a!.generation.recipe.seed).not.toBe(b!.generation.recipe.seed);
    });

    it('takes all of a batch or nothing', async () => {
      const good = studio.request;
      const absent = '00000000-0000-4000-8000-000000000000';
      await expect(createGenerations(db(), keepParts, [good, { ...good, modelId: absent }])).rejects.toEqual(
        refusal('NOT_FOUND'),
      );
      await expect(createGenerations(db(), keepParts, [])).rejects.toEqual(refusal('INVALID_INPUT'));
      expect(await jobs()).toEqual([]);
      const batch = await createGenerations(db(), keepParts, [good, { ...good, seed: 2 }]);
      expect(batch.map(({ generation }) => generation.recipe.seed)).toEqual([1, 2]);
    });

    it.each<[string, Partial<GenerationRequestInput>, string]>([
      ['an id that is none', { modelId: 'x' }, 'modelId'],
      ['a negative seed', { seed: -1 }, 'seed'],
      ['a priority out of range', { priority: 101 }, 'priority'],
      ['a field that does not exist', { sead: 1 } as never, 'sead'],
    ])('refuses %s', async (_name, more, named) => {
      await expect(create(more)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(named),
      });
    });

    it('refuses what belongs to another studio', async () => {
      const other = await createTestStudio(db(), 'rival');
      const { poseVersionId, promptVersionId } = other;
      await expect(create({ poseVersionId })).rejects.toEqual(refusal('NOT_FOUND'));
      await expect(create({ prompt: { versionId: promptVersionId } })).rejects.toEqual(refusal('NOT_FOUND'));
    });
  });

  describe('running', () => {
    it('goes to one of many workers', async () => {
      const { id } = await create();
      const claims = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((worker) => claim(id, worker)));
      expect(claims.filter((found) => found !== null)).toHaveLength(1);
      expect(await typesOf(id)).toEqual(['1 QUEUED', '2 STARTED']);
    });

    it('shows its result all at once', async () => {
      const { generation, lease } = await start();
      expect(await appendEvent(db(), lease, 'PROGRESS', { step: 1 })).toBe(3);
      expect(await completeGeneration(db(), lease, createResult())).toBe(4);
      const done = await getGeneration(db(), generation.id);
      expect(done).toMatchObject({ state: 'SUCCEEDED', lastSeq: 4, attempt: 1, cancelOutcome: null });
      const [, , , last] = await readEvents(db(), generation.id, 0);
      expect(last!.payload).toEqual({
        images: [{ kind: 'PICTURE', variant: 0, sha256: 'a'.repeat(64), width: 8, height: 8 }],
        fidelity: { objectKeypointSimilarity: 0.75, cosineAveragePrecision: null, peopleCountError: 0 },
      });
      expect(await jobs()).toEqual([]);
    });

    it('shares a file between generations that made the same bytes', async () => {
      const [a, b] = [await start(), await start()];
      await Promise.all([a, b].map(({ lease }) => completeGeneration(db(), lease, createResult('b'))));
      const { rows } = await db().query(`select count(*)::int as n from generated_images where sha256 = $1`, [
        'b'.repeat(64),
      ]);
      expect(rows).toEqual([{ n: 2 }]);
    });

    it('writes nothing of a result that the database refuses', async () => {
      const { generation, lease } = await start();
      const twice = createResult('c');
      await expect(
        completeGeneration(db(), lease, { ...twice, images: [...twice.images, ...twice.images] }),
      ).rejects.toThrow('unique');
      expect((await getGeneration(db(), generation.id)).state).toBe('RUNNING');
      expect((await db().query(`select 1 from stored_files where sha256 = $1`, ['c'.repeat(64)])).rows).toEqual([]);
    });

    it('is handed back without counting an attempt', async () => {
      const { generation, lease } = await start();
      await releaseWork(db(), lease);
      expect(await getGeneration(db(), generation.id)).toMatchObject({ state: 'QUEUED', attempt: 0 });
      expect(await typesOf(generation.id)).toEqual(['1 QUEUED', '2 STARTED', '3 RELEASED']);
      expect(await claim(generation.id)).toMatchObject({ generation: { attempt: 1 } });
    });
  });

  describe('failing', () => {
    it('is tried again after a pause where that may help, and is a dead letter when no attempt is left', async () => {
      const { generation, lease } = await start({ maxAttempts: 2 });
      await failWork(db(), lease, { code: 'BACKEND_CRASHED', message: 'signal SIGSEGV' });
      expect(await jobs()).toEqual([expect.objectContaining({ key: `generation:${generation.id}`, due: false })]);
      expect(await claim(generation.id)).toBeNull();
      await rush(generation.id);
      const again = await claim(generation.id);
      await failWork(db(), again!.lease, { code: 'BACKEND_CRASHED', message: 'signal SIGSEGV' });
      const dead = { state: 'FAILED', attempt: 2, errorCode: 'BACKEND_CRASHED', errorMessage: 'signal SIGSEGV' };
      expect(await getGeneration(db(), generation.id)).toMatchObject(dead);
      expect(await typesOf(generation.id)).toEqual([
        '1 QUEUED',
        '2 STARTED',
        '3 RETRY_SCHEDULED',
        '4 STARTED',
        '5 FAILED',
      ]);
      expect(await jobs()).toEqual([]);
    });

    it('ends at once where another try would fail alike', async () => {
      const { generation, lease } = await start();
      await failWork(db(), lease, { code: 'RECIPE_UNSUPPORTED', message: 'no backend takes 4096 x 4096' });
      expect(await getGeneration(db(), generation.id)).toMatchObject({ state: 'FAILED', attempt: 1 });
    });

    it('pauses longer from time to time', () => {
      expect([1, 2, 3, 4, 5].map(backoffAfter)).toEqual([1_000, 4_000, 16_000, 60_000, 60_000]);
    });

    it('is retried as a generation of its own', async () => {
      const { generation, lease } = await start({ seed: 7 });
      await expect(retryGeneration(db(), generation.id)).rejects.toEqual(refusal('ILLEGAL_TRANSITION'));
      await failWork(db(), lease, { code: 'INTERNAL', message: 'a bug' });
      const retried = await retryGeneration(db(), generation.id);
      expect(retried).toMatchObject({ state: 'QUEUED', retryOf: generation.id, recipe: generation.recipe });
      expect((await getGeneration(db(), generation.id)).state).toBe('FAILED');
      expect(await jobs()).toHaveLength(1);
    });
  });

  describe('cancelling', () => {
    it('ends what waits at once, and answers the same when asked again', async () => {
      const { id } = await create();
      const answers = [await cancelGeneration(db(), id), await cancelGeneration(db(), id)];
      expect(answers[0]).toEqual({ outcome: 'CANCELED', latencyMs: expect.any(Number) });
      expect(answers[1]).toEqual(answers[0]);
      expect(await typesOf(id)).toEqual(['1 QUEUED', '2 CANCELED']);
      expect(await jobs()).toEqual([]);
      expect(await claim(id)).toBeNull();
    });

    it('tells the worker of what runs, and keeps the time it took', async () => {
      const { generation, lease } = await start();
      const pending = { outcome: 'PENDING', latencyMs: null };
      expect(await Promise.all([1, 2, 3].map(() => cancelGeneration(db(), generation.id)))).toEqual([
        pending,
        pending,
        pending,
      ]);
      expect(await renewLease(db(), lease, LEASE_MS)).toEqual({ held: true, cancelRequested: true });
      await releaseWork(db(), lease);
      const { outcome, latencyMs } = await cancelGeneration(db(), generation.id);
      expect(outcome).toBe('CANCELED');
      expect(latencyMs).toBeGreaterThan(0);
      expect(await typesOf(generation.id)).toEqual(['1 QUEUED', '2 STARTED', '3 CANCEL_REQUESTED', '4 CANCELED']);
    });

    it('is too late for a result that comes first, and for what has ended', async () => {
      const { generation, lease } = await start();
      await cancelGeneration(db(), generation.id);
      await completeGeneration(db(), lease, createResult());
      expect(await cancelGeneration(db(), generation.id)).toEqual({
        outcome: 'TOO_LATE',
        latencyMs: expect.any(Number),
      });
      expect((await getGeneration(db(), generation.id)).state).toBe('SUCCEEDED');
      const other = await start();
      await completeGeneration(db(), other.lease, createResult());
      expect(await cancelGeneration(db(), other.generation.id)).toEqual({ outcome: 'TOO_LATE', latencyMs: 0 });
    });

    it('counts for more than a failure', async () => {
      const { generation, lease } = await start();
      await cancelGeneration(db(), generation.id);
      await failWork(db(), lease, { code: 'BACKEND_CRASHED', message: 'gone' });
      expect((await getGeneration(db(), generation.id)).state).toBe('CANCELED');
    });

    it('knows what it is asked for', async () => {
      await expect(cancelGeneration(db(), '00000000-0000-4000-8000-000000000000')).rejects.toEqual(
        refusal('NOT_FOUND'),
      );
    });
  });

  describe('a lease', () => {
    it('that was lost lets nothing through', async () => {
      const { generation, lease } = await start();
      await expire(generation.id);
      expect(await recoverGenerations(db(), LEASE_MS)).toMatchObject({ expired: 1 });
      const heir = await claim(generation.id, 'w2');
      await expect(completeGeneration(db(), lease, createResult('d'))).rejects.toEqual(refusal('LEASE_LOST'));
      await expect(appendEvent(db(), lease, 'PROGRESS', {})).rejects.toEqual(refusal('LEASE_LOST'));
      await expect(failWork(db(), lease, { code: 'INTERNAL', message: '' })).rejects.toEqual(refusal('LEASE_LOST'));
      await expect(releaseWork(db(), lease)).rejects.toEqual(refusal('LEASE_LOST'));
      expect(await renewLease(db(), lease, LEASE_MS)).toEqual({ held: false, cancelRequested: false });
      await completeGeneration(db(), heir!.lease, createResult('e'));
      expect(await typesOf(generation.id)).toEqual([
        '1 QUEUED',
        '2 STARTED',
        '3 LEASE_EXPIRED',
        '4 STARTED',
        '5 SUCCEEDED',
      ]);
      const { rows } = await db().query('select sha256 from generated_images where generation_id = $1', [
        generation.id,
      ]);
      expect(rows).toEqual([{ sha256: 'e'.repeat(64) }]);
    });

    it('that expired and a result that comes at the same moment: one of them wins', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { generation, lease } = await start();
        await expire(generation.id);
        const [written] = await Promise.allSettled([
          completeGeneration(db(), lease, createResult()),
          recoverGenerations(db(), LEASE_MS),
        ]);
        const { state } = await getGeneration(db(), generation.id);
        expect(state).toBe(written.status === 'fulfilled' ? 'SUCCEEDED' : 'QUEUED');
      }
    });

    it('that is lost in the last attempt ends the generation', async () => {
      const { generation } = await start({ maxAttempts: 1 });
      await expire(generation.id);
      await Promise.all([recoverGenerations(db(), LEASE_MS), recoverGenerations(db(), LEASE_MS)]);
      expect(await getGeneration(db(), generation.id)).toMatchObject({ state: 'FAILED', errorCode: 'WORKER_LOST' });
      expect(await typesOf(generation.id)).toEqual(['1 QUEUED', '2 STARTED', '3 FAILED']);
    });
  });

  it('numbers events without a gap, however many write at once and whoever rolls back', async () => {
    const { generation, lease } = await start();
    const writes = Array.from({ length: 60 }, (_, step) => {
      if (step % 3 > 0) return appendEvent(db(), lease, 'PROGRESS', { step });
      return db().transaction(async (tx) => {
        await tx.query(`insert into generation_events (generation_id, seq, type) values ($1, 0, 'PROGRESS')`, [
          generation.id,
        ]);
        throw new Error('taken back');
      });
    });
    const settled = await Promise.allSettled(writes);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(20);
    const numbers = (await readEvents(db(), generation.id, 0)).map(({ seq }) => seq);
    expect(numbers).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
  });

  it('tells where a generation stands in the queue, and when it may begin', async () => {
    const [first, second, urgent] = [await create(), await create({ seed: 2 }), await create({ priority: 9 })];
    const places = await Promise.all([first, second, urgent].map(({ id }) => readQueuePlace(db(), id)));
    expect(places).toEqual([2, 3, 1].map((position) => ({ position, startsInMs: null })));
    const { lease } = (await claim(urgent.id))!;
    await completeGeneration(db(), lease, createResult());
    const { position, startsInMs } = await readQueuePlace(db(), second.id);
    expect(position).toBe(2);
    expect(startsInMs!.earliest).toBeGreaterThan(0);
    expect(startsInMs!.latest).toBeGreaterThan(startsInMs!.earliest);
    expect(await readQueuePlace(db(), urgent.id)).toEqual({ position: null, startsInMs: null });
  });
});
