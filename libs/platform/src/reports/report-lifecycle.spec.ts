import type { PlatformErrorCode } from '../errors.js';
import { claimGeneration } from '../generations/claim-generation.js';
import { completeGeneration } from '../generations/complete-generation.js';
import { listGenerations } from '../generations/list-generations.js';
import type { Generation } from '../generations/vocabulary.js';
import { createTestRequest, createTestSnapshot } from '../testing/datasets.js';
import { createResult } from '../testing/results.js';
import { createTestStudio, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { appendEvent } from '../work/append-event.js';
import { failWork } from '../work/fail-work.js';
import { releaseWork } from '../work/release-work.js';
import { archiveReport } from './archive-report.js';
import { cancelReport } from './cancel-report.js';
import { claimReport, type ClaimedReport } from './claim-report.js';
import { completeReport } from './complete-report.js';
import { createReportGenerations } from './create-report-generations.js';
import { createReport, type CreateReportInput } from './create-report.js';
import type { EvaluationRequestInput } from './evaluation-request.js';
import { readReportEvents } from './follow-report-events.js';
import { getReport } from './get-report.js';
import { type ListReportSamples, listReportSamplesOf } from './list-report-samples.js';
import { countReports, listReports, type ReportFilter } from './list-reports.js';
import { loadReportProgress } from './load-reports.js';
import { readReportSamples } from './read-report-samples.js';
import { recoverReports } from './recover-reports.js';
import { retryReport } from './retry-report.js';
import { writeReportSample } from './write-report-sample.js';

const LEASE_MS = 30_000;
const OUTCOME = { results: { version: 1 }, manifest: { extractor: 'none' } };
const refusal = (code: PlatformErrorCode, ...words: string[]) =>
  expect.objectContaining({ code, message: expect.stringMatching(words.join('.*')) });

describe('the life of an evaluation report', () => {
  const clone = useTestDatabase();
  const db = () => clone.current;
  let studio: TestStudio;
  let snapshotId: string;

  beforeAll(async () => {
    studio = await createTestStudio(db());
    snapshotId = await createTestSnapshot(db(), studio);
  });
  // Each spec with an empty queue.
  beforeEach(() =>
    db().query('truncate evaluation_reports, generations cascade; delete from graphile_worker._private_jobs'),
  );

  const ask = (more: Partial<EvaluationRequestInput> = {}) => ({ ...createTestRequest(studio, snapshotId), ...more });
  const create = async (more: Partial<EvaluationRequestInput> = {}, rest: Partial<CreateReportInput> = {}) =>
    (await createReport(db(), studio.studioId, { name: 'first look', request: ask(more), ...rest })).report;
  const claim = (reportId: string, worker = 'w1') => claimReport(db(), { reportId, worker, leaseMs: LEASE_MS });
  const start = async (more: Partial<EvaluationRequestInput> = {}): Promise<ClaimedReport> =>
    (await claim((await create(more)).id))!;
  const typesOf = async (id: string) => (await readReportEvents(db(), id, 0)).map(({ seq, type }) => `${seq} ${type}`);
  const keysOf = async (id: string) => (await readReportSamples(db(), id, { limit: 100 })).map(({ key }) => key);
  const recipesFor = (...keys: string[]) => keys.map((sampleKey) => ({ sampleKey, recipe: { seed: 7, sampleKey } }));
  const generationsOf = async (id: string): Promise<Generation[]> => {
    const request = { filter: { reportIds: [id] }, orderBy: 'CREATED_AT_ASC', page: { first: 100 } } as const;
    const nodes = (await listGenerations(db(), studio.studioId, request)).edges.map(({ node }) => node);
    return nodes.sort((a, b) => (a.sampleKey! < b.sampleKey! ? -1 : 1));
  };
  const jobs = async () => (await db().query('select key from graphile_worker.jobs order by key')).rows;
  const upload = async (letter: string) => {
    const sha256 = letter.repeat(64);
    await db().query(`insert into stored_files values ($1, 1, 'image/png') on conflict do nothing`, [sha256]);
    const { rows } = await db().query<{ id: string }>(
      `insert into uploads (studio_id, sha256, file_name) values ($1, $2, 'x.png') returning id`,
      [studio.studioId, sha256],
    );
    return rows[0]!.id;
  };

  describe('creating', () => {
    it('writes row, samples, first event and job', async () => {
      const report = await create();
      expect(report).toMatchObject({ state: 'QUEUED', lastSeq: 1, modelId: studio.modelId, results: null });
      expect(report.request).toMatchObject({ posePreset: 'paper', bootstrap: true, metrics: ['AP', 'PCE'] });
      expect(await typesOf(report.id)).toEqual(['1 QUEUED']);
      expect(await jobs()).toEqual([{ key: `report:${report.id}` }]);
      const [first] = await readReportSamples(db(), report.id, { limit: 1 });
      expect(first).toMatchObject({ key: 'a', ordinal: 0, scene: 'mural', caption: 'a figure a', generationId: null });
    });

    it.each<[string, Partial<EvaluationRequestInput>, string[]]>([
      ['all', {}, ['a', 'b', 'c', 'd']],
      ['one scene', { scenes: ['sketch'] }, ['c', 'd']],
      ['the first of each scene', { limit: 1 }, ['a', 'c']],
      ['a split that all are of', { splits: ['validation'] }, ['a', 'b', 'c', 'd']],
    ])('chooses %s', async (_name, more, keys) => {
      expect(await keysOf((await create(more)).id)).toEqual(keys);
    });

    it('gives the first report for a key that is known, also to requests side by side', async () => {
      const input = { name: 'once', request: ask(), idempotencyKey: 'k' };
      const all = await Promise.all(Array.from({ length: 4 }, () => createReport(db(), studio.studioId, input)));
      expect(new Set(all.map(({ report }) => report.id)).size).toBe(1);
      expect(all.filter(({ created }) => created)).toHaveLength(1);
      expect(await jobs()).toHaveLength(1);
      await expect(create({ seed: 8 }, { idempotencyKey: 'k' })).rejects.toEqual(refusal('IDEMPOTENCY_KEY_REUSED'));
    });

    it('refuses what is not there, or not this studio’s', async () => {
      const absent = '00000000-0000-4000-8000-000000000000';
      await expect(create({ snapshotId: absent })).rejects.toEqual(refusal('NOT_FOUND', 'snapshot'));
      await expect(create({ scenes: ['opera'] })).rejects.toEqual(refusal('INVALID_INPUT', 'no sample'));
      await expect(create({ seed: -1 })).rejects.toMatchObject({ field: 'request.seed' });
      await expect(create({ generator: { kind: 'MODEL', modelId: absent, recipe: {} } })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        field: 'request.generator.modelId',
      });
      const rival = await createTestStudio(db(), 'rival');
      const request = { ...ask(), generator: { kind: 'EXTERNAL' as const, name: 'x' } };
      await expect(createReport(db(), rival.studioId, { name: 'x', request })).rejects.toEqual(refusal('NOT_FOUND'));
      expect(await jobs()).toEqual([]);
    });

    it('takes pictures that were made elsewhere: one for every sample, by its key', async () => {
      const [one, two] = [await upload('a'), await upload('b')];
      const external = (pictures: CreateReportInput['pictures']) =>
        create({ scenes: ['mural'], generator: { kind: 'EXTERNAL', name: 'NTED' } }, { pictures });
      const [a, b] = [
        { key: 'a', uploadId: one },
        { key: 'b', uploadId: two },
      ] as const;
      await expect(external([a])).rejects.toEqual(refusal('INVALID_INPUT', 'none for: b'));
      await expect(external([a, b, { key: 'c', uploadId: one }])).rejects.toEqual(
        refusal('INVALID_INPUT', 'unknown: c'),
      );
      await expect(external([a, a])).rejects.toEqual(refusal('INVALID_INPUT', 'twice: a'));
      await expect(create({}, { pictures: [a] })).rejects.toEqual(refusal('INVALID_INPUT', 'a model to draw them'));
      const { id, modelId } = await external([b, a]);
      expect(modelId).toBeNull();
      const samples = await readReportSamples(db(), id, { limit: 100 });
      expect(samples.map(({ pictureSha256 }) => pictureSha256![0])).toEqual(['a', 'b']);
    });
  });

  describe('running', () => {
    it('goes to one of many workers', async () => {
      const { id } = await create();
      const claims = await Promise.all(['a', 'b', 'c', 'd'].map((worker) => claim(id, worker)));
      expect(claims.filter((found) => found !== null)).toHaveLength(1);
      expect(await typesOf(id)).toEqual(['1 QUEUED', '2 STARTED']);
    });

    it('asks for each picture once, below what people ask for, on the terms of pose and model', async () => {
      const { report, lease } = await start();
      expect(await createReportGenerations(db(), lease, recipesFor('a', 'b'))).toBe(2);
      expect(await createReportGenerations(db(), lease, recipesFor('b', 'c'))).toBe(1);
      const found = await generationsOf(report.id);
      expect(found.map(({ sampleKey, priority, state }) => [sampleKey, priority, state])).toEqual([
        ['a', -50, 'QUEUED'],
        ['b', -50, 'QUEUED'],
        ['c', -50, 'QUEUED'],
      ]);
      expect(found.map(({ poseVersionId }) => poseVersionId)).toEqual([studio.poseVersionId, null, null]);
      expect(found.slice(0, 2).map(({ licences }) => licences!.map(({ kind, licence }) => [kind, licence]))).toEqual([
        [
          ['POSE', null],
          ['MODEL', null],
        ],
        [
          ['DATASET', 'CC-BY-4.0'],
          ['MODEL', null],
        ],
      ]);
      await expect(createReportGenerations(db(), lease, recipesFor('z'))).rejects.toEqual(refusal('NOT_FOUND'));
      expect((await listGenerations(db(), studio.studioId, { page: { first: 100 } })).edges).toEqual([]);
    });

    it('finds its pictures where they were made, and keeps what was found in them', async () => {
      const { report, lease } = await start();
      await createReportGenerations(db(), lease, recipesFor('a'));
      const [{ id }] = (await generationsOf(report.id)) as [Generation];
      const run = await claimGeneration(db(), { generationId: id, worker: 'w', leaseMs: LEASE_MS });
      await completeGeneration(db(), run!.lease, createResult('e'));
      const [sample] = await readReportSamples(db(), report.id, { limit: 1 });
      expect(sample).toMatchObject({ generationState: 'SUCCEEDED', pictureSha256: 'e'.repeat(64) });
      expect(sample!.fidelity).toMatchObject({ people: expect.any(Array), estimatorDigest: expect.any(String) });
      const features = { clip: 'AAAA' };
      await writeReportSample(db(), lease, { key: 'a', people: [], features, peopleCountError: 3 });
      await writeReportSample(db(), lease, { key: 'a', people: [], features, objectKeypointSimilarity: 0.5 });
      const [measured] = await readReportSamples(db(), report.id, { limit: 1 });
      expect(measured).toMatchObject({ features, objectKeypointSimilarity: 0.5, peopleCountError: null });
      const rest = await readReportSamples(db(), report.id, { unmeasured: true, limit: 2 });
      expect(rest.map(({ key }) => key)).toEqual(['b', 'c']);
      const more = await readReportSamples(db(), report.id, { after: rest[1]!.ordinal, limit: 9 });
      expect(more.map(({ key }) => key)).toEqual(['d']);
    });

    it('shows its results all at once', async () => {
      const { report, lease } = await start();
      await appendEvent(db(), lease, 'PROGRESS', { stage: 'measure', done: 1, total: 4, etaMs: null });
      await appendEvent(db(), lease, 'PROGRESS', { stage: 'measure', done: 2, total: 4, etaMs: 10 });
      const progress = await loadReportProgress(db(), studio.studioId, [report.id]);
      expect(progress.get(report.id)).toEqual({ stage: 'measure', done: 2, total: 4, etaMs: 10 });
      await writeReportSample(db(), lease, { key: 'a', people: null, failure: 'its generation failed' });
      expect(await completeReport(db(), lease, { ...OUTCOME, timings: { measure: 12 } })).toBe(5);
      const done = await getReport(db(), report.id);
      expect(done).toMatchObject({
        state: 'SUCCEEDED',
        ...OUTCOME,
        timings: { measure: 12 },
        finishedAt: expect.any(Date),
      });
      expect((await readReportEvents(db(), report.id, 4))[0]!.payload).toEqual({ sampleCount: 4, failedCount: 1 });
      expect(await jobs()).toEqual([]);
      await expect(db().query(`update evaluation_reports set results = '{}'`)).rejects.toThrow('frozen');
    });

    it('counts for nothing once its lease is lost', async () => {
      const { report, lease } = await start();
      await db().query(`update evaluation_reports set lease_expires_at = now() - interval '1 s'`);
      expect(await recoverReports(db(), LEASE_MS)).toMatchObject({ expired: 1 });
      const heir = await claim(report.id, 'w2');
      const lost = refusal('LEASE_LOST', `report ${report.id}`);
      await expect(writeReportSample(db(), lease, { key: 'a', people: [] })).rejects.toEqual(lost);
      await expect(createReportGenerations(db(), lease, recipesFor('a'))).rejects.toEqual(lost);
      await expect(completeReport(db(), lease, OUTCOME)).rejects.toEqual(lost);
      await expect(appendEvent(db(), lease, 'PROGRESS', {})).rejects.toEqual(lost);
      await completeReport(db(), heir!.lease, OUTCOME);
      expect(await typesOf(report.id)).toEqual([
        '1 QUEUED',
        '2 STARTED',
        '3 LEASE_EXPIRED',
        '4 STARTED',
        '5 SUCCEEDED',
      ]);
    });
  });

  describe('ending otherwise', () => {
    it('is canceled at once where it waits', async () => {
      const { id } = await create();
      expect(await cancelReport(db(), id)).toEqual({ outcome: 'CANCELED', latencyMs: expect.any(Number) });
      expect(await jobs()).toEqual([]);
      expect(await claim(id)).toBeNull();
    });

    it('takes its unfinished pictures along when it is canceled, and leaves those that are done', async () => {
      const { report, lease } = await start();
      await createReportGenerations(db(), lease, recipesFor('a', 'b', 'c'));
      const [done, running] = await generationsOf(report.id);
      const run = async ({ id }: Generation) =>
        (await claimGeneration(db(), { generationId: id, worker: 'w', leaseMs: 9 }))!;
      await completeGeneration(db(), (await run(done!)).lease, createResult());
      const { lease: runningLease } = await run(running!);
      expect(await cancelReport(db(), report.id)).toEqual({ outcome: 'PENDING', latencyMs: null });
      await expect(createReportGenerations(db(), lease, recipesFor('d'))).rejects.toEqual(
        refusal('ILLEGAL_TRANSITION'),
      );
      await releaseWork(db(), lease);
      expect((await getReport(db(), report.id)).state).toBe('CANCELED');
      expect(await typesOf(report.id)).toEqual(['1 QUEUED', '2 STARTED', '3 CANCEL_REQUESTED', '4 CANCELED']);
      const states = async () => (await generationsOf(report.id)).map(({ state }) => state);
      expect(await states()).toEqual(['SUCCEEDED', 'RUNNING', 'CANCELED']);
      await releaseWork(db(), runningLease);
      expect(await states()).toEqual(['SUCCEEDED', 'CANCELED', 'CANCELED']);
    });

    it('fails for good with its unfinished pictures, and is retried as a report of its own', async () => {
      const { report, lease } = await start();
      await expect(retryReport(db(), report.id)).rejects.toEqual(refusal('ILLEGAL_TRANSITION'));
      await createReportGenerations(db(), lease, recipesFor('a'));
      await failWork(db(), lease, { code: 'INTERNAL', message: 'a bug' });
      expect(await getReport(db(), report.id)).toMatchObject({ state: 'FAILED', errorCode: 'INTERNAL' });
      expect((await generationsOf(report.id)).map(({ state }) => state)).toEqual(['CANCELED']);
      const retried = await retryReport(db(), report.id);
      expect(retried).toMatchObject({
        state: 'QUEUED',
        retryOf: report.id,
        request: report.request,
        name: report.name,
      });
      expect(await keysOf(retried.id)).toEqual(['a', 'b', 'c', 'd']);
      expect(await jobs()).toEqual([{ key: `report:${retried.id}` }]);
    });
  });

  describe('trying again', () => {
    const draw = async ({ id }: Generation, letter: string) => {
      const run = (await claimGeneration(db(), { generationId: id, worker: 'w', leaseMs: LEASE_MS }))!;
      await completeGeneration(db(), run.lease, createResult(letter));
    };
    const look = async (id: string) => {
      const samples = await readReportSamples(db(), id, { limit: 100 });
      return samples.map(({ key, pictureSha256, measuredAt, objectKeypointSimilarity: similarity }) => [
        key,
        pictureSha256?.[0] ?? null,
        measuredAt !== null,
        similarity,
      ]);
    };

    it('keeps the pictures that were drawn and what was found in them, and asks for the others alone', async () => {
      const { report, lease } = await start();
      await createReportGenerations(db(), lease, recipesFor('a', 'b', 'c', 'd'));
      const [a, b, c] = await generationsOf(report.id);
      await draw(a!, 'a');
      await draw(b!, 'b');
      const failing = (await claimGeneration(db(), { generationId: c!.id, worker: 'w', leaseMs: LEASE_MS }))!;
      await failWork(db(), failing.lease, { code: 'INTERNAL', message: 'a bug' });
      const features = { picture: { width: 64, height: 64 } };
      await writeReportSample(db(), lease, { key: 'a', people: [], features, objectKeypointSimilarity: 0.5 });
      await writeReportSample(db(), lease, { key: 'c', people: null, failure: 'a bug' });
      await cancelReport(db(), report.id);
      await releaseWork(db(), lease);

      const retried = await retryReport(db(), report.id);
      expect((await readReportEvents(db(), retried.id, 0))[0]!.payload).toMatchObject({ retryOf: report.id, kept: 1 });
      expect(await look(retried.id)).toEqual([
        ['a', 'a', true, 0.5],
        ['b', 'b', false, null],
        ['c', null, false, null],
        ['d', null, false, null],
      ]);
      const [, kept] = await readReportSamples(db(), retried.id, { limit: 2 });
      expect(kept).toMatchObject({ generationId: b!.id, generationState: 'SUCCEEDED', width: 8 });
      expect(kept!.fidelity).not.toBeNull();

      // A second time, before anything was drawn: it is the first report's pictures that are kept.
      await cancelReport(db(), retried.id);
      const third = await retryReport(db(), retried.id);
      expect(await look(third.id)).toEqual(await look(retried.id));
      const again = (await claim(third.id))!;
      const missing = (await readReportSamples(db(), third.id, { limit: 9 })).filter(
        (one) => one.generationId === null,
      );
      expect(await createReportGenerations(db(), again.lease, recipesFor(...missing.map(({ key }) => key)))).toBe(2);
      expect((await generationsOf(third.id)).map(({ sampleKey }) => sampleKey)).toEqual(['c', 'd']);
      for (const key of ['b', 'c', 'd']) await writeReportSample(db(), again.lease, { key, people: [] });
      await completeReport(db(), again.lease, OUTCOME);
      const end = (await readReportEvents(db(), third.id, 2)).at(-1);
      expect(end!.payload).toEqual({ sampleCount: 4, failedCount: 0 });

      // What succeeded is tried again too: its worker sees whether its instruments are others by now.
      const fourth = await retryReport(db(), third.id);
      expect(fourth).toMatchObject({ state: 'QUEUED', retryOf: third.id });
      expect((await look(fourth.id)).slice(0, 2)).toEqual((await look(third.id)).slice(0, 2));
      expect((await getReport(db(), third.id)).state).toBe('SUCCEEDED');
    });

    it('keeps what was found in pictures that were made elsewhere', async () => {
      const pictures = [
        { key: 'a', uploadId: await upload('a') },
        { key: 'b', uploadId: await upload('b') },
      ];
      const { id } = await create({ scenes: ['mural'], generator: { kind: 'EXTERNAL', name: 'NTED' } }, { pictures });
      const { lease } = (await claim(id))!;
      await writeReportSample(db(), lease, { key: 'a', people: [], objectKeypointSimilarity: 0.25 });
      await failWork(db(), lease, { code: 'INTERNAL', message: 'a bug' });
      expect(await look((await retryReport(db(), id)).id)).toEqual([
        ['a', 'a', true, 0.25],
        ['b', 'b', false, null],
      ]);
    });
  });

  describe('looking', () => {
    it('lists reports by state, model, data set, name and archive', async () => {
      const [one, two] = [await create(), await create({ seed: 1 }, { name: 'second look' })];
      await cancelReport(db(), two.id);
      const find = async (filter: ReportFilter) =>
        (await listReports(db(), studio.studioId, { filter, page: { first: 10 } })).edges.map(({ node }) => node.name);
      expect(await find({})).toEqual(['second look', 'first look']);
      expect(await find({ states: ['QUEUED'] })).toEqual(['first look']);
      expect(await find({ text: 'SECOND' })).toEqual(['second look']);
      expect(await find({ modelIds: [studio.modelId], snapshotIds: [snapshotId] })).toHaveLength(2);
      expect(await find({ datasetIds: [studio.studioId] })).toEqual([]);
      await archiveReport(db(), { studioId: studio.studioId, id: one.id });
      expect(await find({})).toEqual(['second look']);
      expect(await find({ archived: true })).toEqual(['first look']);
      expect(await countReports(db(), studio.studioId)).toBe(1);
    });

    it('lists samples by key, or from the worst or the best on, page by page', async () => {
      const { report, lease } = await start();
      const values: [string, number | null][] = [
        ['a', 0.5],
        ['b', 0.123456789],
        ['c', null],
        ['d', 0.9],
      ];
      for (const [key, objectKeypointSimilarity] of values)
        await writeReportSample(db(), lease, {
          key,
          people: [],
          objectKeypointSimilarity,
          ...(objectKeypointSimilarity === null && { failure: 'no picture' }),
        });
      const list = async (options: Omit<ListReportSamples, 'page'>) => {
        const keys: string[] = [];
        for (let after: string | undefined; ;) {
          const request = { ...options, page: { first: 1, ...(after && { after }) } };
          const pages = await listReportSamplesOf(db(), studio.studioId, [report.id], request);
          const page = pages.get(report.id)!;
          keys.push(...page.edges.map(({ node }) => node.key));
          if (!page.hasNextPage) return keys.join('');
          after = page.edges[0]!.cursor;
        }
      };
      expect(await list({})).toBe('abcd');
      expect(await list({ orderBy: 'WORST' })).toBe('cbad');
      expect(await list({ orderBy: 'BEST' })).toBe('dabc');
      expect(await list({ filter: { scene: 'sketch' } })).toBe('cd');
      expect(await list({ filter: { failedOnly: true } })).toBe('c');
    });
  });
});
