import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { archiveDataset } from '../datasets/edit-dataset.js';
import { listDatasets } from '../datasets/datasets.js';
import { loadSnapshots } from '../datasets/snapshots.js';
import { archiveReport } from '../reports/archive-report.js';
import { readReportEvents } from '../reports/follow-report-events.js';
import { listReportSamplesOf } from '../reports/list-report-samples.js';
import { listReports } from '../reports/list-reports.js';
import { createLocalStorage } from '../storage/local-storage.js';
import { createTestStudio } from '../testing/studio.js';
import { createTemporaryFolder } from '../testing/temporary-folder.js';
import { useTestDatabase } from '../testing/test-database.js';
import { REPORT_SEED, readReportSeed } from './read-report-seed.js';
import { seedReports } from './seed-reports.js';

const KEYS = ['images/mural/1.png', 'images/mural/2.png'];
const JOINTS = Array.from({ length: 17 }, (_, joint) => [joint, joint + 1, 2]).flat();
const LIMIT_BYTES = 7 * 2 ** 20;

function createPicture(text: string): Buffer {
  return Buffer.from(`RIFF0000WEBP${text}`);
}

function createReport(name: string, similarity: number) {
  return {
    name,
    request: { metrics: ['AP'], posePreset: 'paper', bootstrap: true, seed: 23 },
    made: {
      at: '2026-11-22T20:00:00.000Z',
      release: '0.1.0',
      node: 'v20.19.0',
      machine: 'two cores',
      model: { name: `table-${name}`, version: '1', digest: 'd'.repeat(64), family: 'humansd' },
      recipe: { scheduler: 'dpmpp-2m', numInferenceSteps: 25, guidanceScale: 3 },
    },
    results: { version: 1, pictureCount: 2, failedCount: 0, metrics: [{ metric: 'AP', manifest: { version: '1' } }] },
    timings: { measure: 12 },
    samples: KEYS.map((key) => ({
      key,
      picture: { width: 64, height: 64 },
      objectKeypointSimilarity: similarity,
      cosineAveragePrecision: null,
      peopleCountError: 0,
      clipSimilarity: null,
      people: [{ keypoints: [{ x: 1.25, y: 2, visibility: 2 }] }],
    })),
  };
}

/** A folder as tools/bench writes it. */
function writeSeed(folder: string, digest: string, reports: readonly ReturnType<typeof createReport>[]): URL {
  rmSync(folder, { recursive: true, force: true });
  const write = (file: string, content: string | Buffer) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };
  const dataset = { name: 'Held-out', description: 'd', licence: 'CC0-1.0', source: 's', split: 'held-out', digest };
  write('seed.json', JSON.stringify({ version: 1, dataset, reports: reports.map(({ name }) => name) }));
  const images = KEYS.map((name, id) => ({ id: id + 1, file_name: name, width: 64, height: 64, category: 'mural' }));
  const annotations = images.map(({ id }) => ({
    id,
    image_id: id,
    category_id: 1,
    keypoints: JOINTS,
    num_keypoints: 17,
  }));
  write('annotations.json', JSON.stringify({ images, annotations, categories: [{ id: 1, name: 'person' }] }));
  for (const report of [{ name: 'samples' }, ...reports]) {
    for (const number of ['1', '2']) write(`${report.name}/${number}.webp`, createPicture(report.name + number));
    if ('samples' in report) write(`${report.name}.json`, JSON.stringify(report));
  }
  return pathToFileURL(`${folder}/`);
}

describe('the reports that a studio begins with', () => {
  const clone = useTestDatabase();
  const db = () => clone.current;
  const folder = createTemporaryFolder();
  const storage = createLocalStorage(path.join(folder.path, 'files'));
  const place = path.join(folder.path, 'seed');
  /** Of the samples, as the database computes it: whoever measures has it from there. */
  let digest = '';
  beforeAll(async () => {
    await seed(await begin('measuring'), 'sd');
    digest = (await db().query<{ digest: string }>('select digest from dataset_snapshots')).rows[0]!.digest;
  });
  afterAll(() => folder.remove());

  const begin = async (name: string) => (await createTestStudio(db(), name)).studioId;
  const seed = (studioId: string, ...names: string[]) =>
    seedReports(
      db(),
      storage,
      studioId,
      writeSeed(
        place,
        digest,
        names.map((name, index) => createReport(name, 0.5 + index / 10)),
      ),
    );
  const list = async (studioId: string) =>
    (await listReports(db(), studioId, { page: { first: 20 } })).edges.map(({ node }) => node);

  it('have ended, with their results, pictures and where they come from, in the order of the folder', async () => {
    const studioId = await begin('first');
    expect(await seed(studioId, 'sd', 'humansd')).toBe(2);
    const reports = await list(studioId);
    expect(reports.map(({ name, state }) => [name, state])).toEqual([
      ['sd', 'SUCCEEDED'],
      ['humansd', 'SUCCEEDED'],
    ]);
    const [report] = reports;
    expect(report).toMatchObject({ results: { pictureCount: 2 }, timings: { measure: 12 }, modelId: null });
    expect(report!.manifest).toMatchObject({ AP: { version: '1' }, made: { machine: 'two cores' } });
    expect(report!.request.generator).toEqual({
      kind: 'EXTERNAL',
      name: 'table-sd',
      note: expect.stringMatching(/25 steps of dpmpp-2m.*2026-11-22.*0\.1\.0.*two cores.*smaller copies/),
    });
    const events = await readReportEvents(db(), report!.id, 0);
    expect(events.map(({ type }) => type)).toEqual(['QUEUED', 'STARTED', 'SUCCEEDED']);
    expect(events.at(-1)!.payload).toEqual({ sampleCount: 2, failedCount: 0 });
    expect((await db().query('select from graphile_worker.jobs')).rowCount).toBe(0);
    const pages = await listReportSamplesOf(db(), studioId, [report!.id], { page: { first: 9 } });
    const [sample] = pages.get(report!.id)!.edges.map(({ node }) => node);
    expect(sample).toMatchObject({ key: KEYS[0], scene: 'mural', width: 64, objectKeypointSimilarity: 0.5 });
    expect(await storage.read(sample!.pictureSha256!)).toEqual(createPicture('sd1'));
    expect(await storage.read(sample!.referenceSha256!)).toEqual(createPicture('samples1'));
  });

  it('are given once, however many programs start together, and all on one snapshot', async () => {
    const studioId = await begin('together');
    const folderOf = writeSeed(place, digest, [createReport('sd', 0.5), createReport('humansd', 0.6)]);
    const counts = await Promise.all([1, 2, 3].map(() => seedReports(db(), storage, studioId, folderOf)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(2);
    const reports = await list(studioId);
    expect(new Set(reports.map(({ snapshotId }) => snapshotId)).size).toBe(1);
    expect(reports).toHaveLength(2);
  });

  it('leave alone what the studio made of them, and what it has itself', async () => {
    const studioId = await begin('busy');
    await db().query(`insert into datasets (studio_id, name) values ($1, 'HELD-OUT')`, [studioId]);
    await seed(studioId, 'sd');
    const [report] = await list(studioId);
    await archiveReport(db(), { studioId, id: report!.id });
    const names = async () =>
      (await listDatasets(db(), studioId, { page: { first: 9 } })).edges.map(({ node }) => node);
    const datasets = await names();
    expect(datasets.map(({ name }) => name)).toEqual(['Held-out (2)', 'HELD-OUT']);
    await archiveDataset(db(), { studioId, id: datasets[0]!.id, revision: 1 });
    expect(await seed(studioId, 'sd')).toBe(0);
    expect(await list(studioId)).toEqual([]);
    expect(await names()).toHaveLength(1);
  });

  it('come anew where they were measured anew, beside those of before', async () => {
    const studioId = await begin('renewed');
    await seed(studioId, 'sd');
    const again = { ...createReport('sd', 0.5), timings: { measure: 13 } };
    expect(await seedReports(db(), storage, studioId, writeSeed(place, digest, [again]))).toBe(1);
    expect((await list(studioId)).map(({ timings }) => timings)).toEqual([{ measure: 13 }, { measure: 12 }]);
  });

  it('are none where nobody has measured any', async () => {
    const empty = pathToFileURL(`${path.join(folder.path, 'empty')}/`);
    expect(await seedReports(db(), storage, await begin('none'), empty)).toBe(0);
  });

  it('are about the very samples that were measured, and small', async () => {
    const bundled = readReportSeed(REPORT_SEED)!;
    const studioId = await begin('bundled');
    expect(await seedReports(db(), storage, studioId)).toBe(bundled.reports.length);
    const [report] = await list(studioId);
    const snapshot = (await loadSnapshots(db(), studioId, [report!.snapshotId])).get(report!.snapshotId)!;
    expect(snapshot.digest).toBe(bundled.dataset.digest);
    expect(snapshot.pictureCount).toBe(snapshot.sampleCount);
    // The time that a picture takes is of no data set.
    const held = bundled.reports.flatMap(({ read }) =>
      read().results.metrics.flatMap(({ manifest }) => (manifest.dataset as { snapshot: string } | null) ?? []),
    );
    expect(new Set(held.map((dataset) => dataset.snapshot))).toEqual(new Set([snapshot.digest]));
    const files = readdirSync(REPORT_SEED, { recursive: true, encoding: 'utf8' });
    const sizes = files.map((file) => statSync(path.join(fileURLToPath(REPORT_SEED), file)).size);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(LIMIT_BYTES);
  });
});
