import path from 'node:path';
import {
  cancelReport,
  claimReport,
  createEventListener,
  createReport,
  getReport,
  listGenerations,
  readReportSamples,
  retryReport,
  type EvaluationReport,
  type Listener,
  type MetricName,
  type ReportEvent,
} from '@contrapposto/platform';
import { until } from '@contrapposto/platform/testing';
import {
  createSnapshot,
  enqueueModelReport,
  followReport,
  paintPicture,
  resultsOf,
  SAMPLE_KEYS,
  upload,
} from '../testing/test-reports.js';
import { ROOT, useWorkshop } from '../testing/test-worker.js';
import { parseSampleFeatures } from './sample-features.js';

const MANNEQUIN = path.join(ROOT, 'models', 'mannequin');
const CLIP = path.join(ROOT, 'tools', 'golden', 'vectors', 'onnx', 'clip-pair');
const POSE_METRICS: readonly MetricName[] = ['AP', 'CAP', 'PCE'];
const ALL_METRICS: readonly MetricName[] = [...POSE_METRICS, 'FID', 'KID', 'CLIPSIM', 'TIME'];

describe('a report', () => {
  const workshop = useWorkshop();
  const shop = () => workshop.current;
  let listener: Listener;
  let snapshotId: string;
  beforeAll(async () => {
    listener = createEventListener({ url: shop().database.url });
    snapshotId = await createSnapshot(shop(), 'figures');
  });
  afterAll(() => listener.dispose());
  afterEach(() => shop().endWorkers());

  const follow = (id: string) => followReport(shop().database, listener, id);
  const finish = async ({ id }: EvaluationReport) => {
    const events = await follow(id);
    expectGapless(events);
    return { events, report: await getReport(shop().database, id) };
  };
  const samplesOf = (id: string) => readReportSamples(shop().database, id, { limit: 100 });
  const countMeasured = async (id: string) =>
    (await samplesOf(id)).filter(({ measuredAt }) => measuredAt !== null).length;
  const generationsOf = async (id: string) => {
    const { database, studio } = shop();
    const request = { filter: { reportIds: [id] }, page: { first: 100 } };
    const { edges } = await listGenerations(database, studio.studioId, request);
    return edges.map(({ node }) => node);
  };
  const expectGapless = (events: readonly ReportEvent[]) =>
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));

  it('of a model comes to its end with every metric, by the networks of the model folders', async () => {
    await shop().start({ modelFolders: [shop().modelFolder, MANNEQUIN] });
    const asked = await enqueueModelReport(shop(), snapshotId, ALL_METRICS, { bootstrap: true });
    const { events, report } = await finish(asked);

    expect(events.at(-1)).toMatchObject({ type: 'SUCCEEDED', payload: { sampleCount: 6, failedCount: 0 } });
    expect(events.filter(({ type }) => type === 'PROGRESS').map(({ payload }) => payload.stage)).toContain('generate');
    const results = resultsOf(report);
    expect(results.skipped).toEqual([]);
    expect(results.metrics.map(({ metric }) => metric)).toEqual(ALL_METRICS);
    for (const { metric, primary, overall, scenes } of results.metrics) {
      expect(overall.values[primary]).toEqual(expect.any(Number));
      if (metric !== 'TIME') expect(Object.keys(scenes)).toEqual(['cartoon', 'oil painting']);
    }
    expect(report.manifest).toMatchObject({
      AP: { detector: { name: 'bundled pose estimator' }, dataset: { name: 'figures' }, seeds: [100] },
      FID: { extractor: { name: 'bundled CLIP', dimensions: 128 } },
      TIME: { pictureCount: 20, settings: { backend: 'onnx 1.0.0', width: 64, numInferenceSteps: 4 } },
    });

    const generations = await generationsOf(asked.id);
    expect(generations.map(({ recipe }) => recipe.seed).sort()).toEqual([100, 101, 102, 103, 104, 105]);
    for (const { key, people, features, clipSimilarity } of await samplesOf(asked.id)) {
      const { recipe } = generations.find(({ sampleKey }) => sampleKey === key)!;
      expect(recipe.prompt).toBe(`${key.startsWith('a') ? 'cartoon' : 'oil painting'}, a dancer`);
      expect([people, clipSimilarity]).toEqual([expect.any(Array), expect.any(Number)]);
      expect(parseSampleFeatures(features)!.picture).toEqual({ width: 64, height: 64 });
    }
  });

  it('of pictures made elsewhere is measured by the networks that are configured', async () => {
    await shop().start({ extractors: { 'image-features': { folder: CLIP }, 'text-image': { folder: CLIP } } });
    const { database, studio } = shop();
    const pictures = [];
    for (const [index, key] of SAMPLE_KEYS.entries()) {
      const content = key === 'b3' ? Buffer.from('no picture') : await paintPicture(index + 10);
      pictures.push({ key, uploadId: (await upload(shop(), content, `${key}.png`)).id });
    }
    const request = {
      snapshotId,
      metrics: [...ALL_METRICS],
      bootstrap: false,
      seed: 0,
      generator: { kind: 'EXTERNAL' as const, name: 'elsewhere' },
    };
    const { report: asked } = await createReport(database, studio.studioId, { name: 'elsewhere', request, pictures });
    const { report } = await finish(asked);

    expect(report.state).toBe('SUCCEEDED');
    const results = resultsOf(report);
    expect(results).toMatchObject({ pictureCount: 6, failedCount: 1 });
    expect(results.metrics.map(({ metric }) => metric)).toEqual(ALL_METRICS.filter((metric) => metric !== 'TIME'));
    expect(results.skipped).toEqual([{ metric: 'TIME', reason: expect.stringContaining('elsewhere') }]);
    expect(report.manifest).toMatchObject({ CLIPSIM: { extractor: { dimensions: 12 }, seeds: null } });
    const failed = (await samplesOf(asked.id)).filter(({ failure }) => failure !== null);
    expect(failed).toMatchObject([{ key: 'b3', width: null, failure: expect.stringContaining('cannot be read') }]);
    const [seen] = await samplesOf(asked.id);
    expect(seen).toMatchObject({ key: 'a1', width: 64, height: 64, people: expect.any(Array) });
    expect(await generationsOf(asked.id)).toEqual([]);
  });

  it('is measured again by other networks, of the pictures that it has', async () => {
    await shop().start({ modelFolders: [shop().modelFolder, MANNEQUIN] });
    const { report } = await finish(
      await enqueueModelReport(shop(), snapshotId, ['PCE', 'CLIPSIM'], { limit: 1, numInferenceSteps: 2 }),
    );
    const before = await samplesOf(report.id);
    const unchanged = await finish(await retryReport(shop().database, report.id));
    expect(resultsOf(unchanged.report)).toEqual(resultsOf(report));
    expect((await samplesOf(unchanged.report.id)).map(({ measuredAt }) => measuredAt)).toEqual(
      before.map(({ measuredAt }) => measuredAt),
    );

    await shop().endWorkers();
    await shop().start({ extractors: { 'text-image': { folder: CLIP } } });
    const again = await finish(await retryReport(shop().database, report.id));
    expect(again.report).toMatchObject({ state: 'SUCCEEDED', retryOf: report.id, name: report.name });
    expect(report.manifest).toMatchObject({ CLIPSIM: { extractor: { dimensions: 128 } } });
    expect(again.report.manifest).toMatchObject({ CLIPSIM: { extractor: { dimensions: 12 } } });
    expect(await generationsOf(again.report.id)).toEqual([]);
    const after = await samplesOf(again.report.id);
    expect(after.map(({ pictureSha256 }) => pictureSha256)).toEqual(before.map(({ pictureSha256 }) => pictureSha256));
    for (const [index, { measuredAt }] of after.entries())
      expect(measuredAt!.getTime()).toBeGreaterThan(before[index]!.measuredAt!.getTime());
  });

  it('leaves out what it has no network for, and says why', async () => {
    const nowhere = path.join(shop().folder, 'nowhere');
    await shop().start({ extractors: { 'image-features': { folder: nowhere } } });
    const asked = await enqueueModelReport(shop(), snapshotId, ['PCE', 'FID', 'CLIPSIM'], { limit: 1 });
    const { report } = await finish(asked);
    const { metrics, skipped, pictureCount } = resultsOf(report);
    expect([metrics.map(({ metric }) => metric), pictureCount]).toEqual([['PCE'], 2]);
    expect(skipped).toEqual([
      { metric: 'FID', reason: expect.stringContaining(nowhere) },
      { metric: 'CLIPSIM', reason: expect.stringContaining('text-image') },
    ]);
  });

  it('of pictures that cannot be made says why, sample by sample', async () => {
    await shop().start({ modelFolders: [shop().modelFolder, MANNEQUIN] });
    const asked = await enqueueModelReport(shop(), snapshotId, ['PCE', 'FID'], { width: 68 });
    const { report } = await finish(asked);
    expect(report.state).toBe('SUCCEEDED');
    expect(resultsOf(report)).toMatchObject({
      failedCount: 6,
      skipped: [{ metric: 'FID', reason: expect.stringContaining('6 have no picture') }],
    });
    for (const { failure, people } of await samplesOf(asked.id))
      expect([failure, people]).toEqual([expect.stringContaining('68'), null]);
  });

  it('goes on where its coordinator stopped, and where one died', async () => {
    await shop().start({ worker: 'first' });
    const asked = await enqueueModelReport(shop(), snapshotId, POSE_METRICS, { numInferenceSteps: 30 });
    await until(async () => (await countMeasured(asked.id)) >= 2);
    await shop().endWorkers();
    const before = (await samplesOf(asked.id)).filter(({ measuredAt }) => measuredAt !== null);
    expect(before.length).toBeLessThan(6);

    await claimReport(shop().database, { reportId: asked.id, worker: 'dead', leaseMs: 500 });
    await shop().start({ worker: 'second', leaseMs: 6_000 });
    const { events, report } = await finish(asked);
    const types = events.map(({ type }) => type).filter((type) => type !== 'PROGRESS');
    expect(types).toEqual(['QUEUED', 'STARTED', 'RELEASED', 'STARTED', 'LEASE_EXPIRED', 'STARTED', 'SUCCEEDED']);
    expect(resultsOf(report).failedCount).toBe(0);
    expect(await generationsOf(asked.id)).toHaveLength(6);
    const after = await samplesOf(asked.id);
    for (const { key, measuredAt } of before)
      expect(after.find((sample) => sample.key === key)!.measuredAt).toEqual(measuredAt);
  });

  it('ends within a step when it is canceled, whether it waits for a picture or measures the time', async () => {
    await shop().start();
    const waiting = await enqueueModelReport(shop(), snapshotId, POSE_METRICS, { numInferenceSteps: 900 });
    await until(async () => (await generationsOf(waiting.id)).some(({ state }) => state === 'RUNNING'));
    await cancelReport(shop().database, waiting.id);
    const canceled = await finish(waiting);
    expect(canceled.report).toMatchObject({ state: 'CANCELED', cancelOutcome: 'CANCELED' });
    expect(canceled.report.cancelLatencyMs).toBeLessThan(30_000);
    await until(async () => (await generationsOf(waiting.id)).every(({ state }) => state === 'CANCELED'));

    const timing = await enqueueModelReport(shop(), snapshotId, ['TIME'], { numInferenceSteps: 150, limit: 1 });
    const isTiming = ({ payload }: ReportEvent) => payload.stage === 'time';
    await until(async () => {
      const { rows } = await shop().database.query<ReportEvent>('select * from report_events where report_id = $1', [
        timing.id,
      ]);
      return rows.some(isTiming);
    });
    await cancelReport(shop().database, timing.id);
    const { report } = await finish(timing);
    expect(report.state).toBe('CANCELED');
    expect(report.cancelLatencyMs).toBeLessThan(30_000);
  });
});
