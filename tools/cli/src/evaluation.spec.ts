import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { claimReport, completeReport, failWork } from '@contrapposto/platform';
import { createTemporaryFolder, useTestDatabase } from '@contrapposto/platform/testing';
import sharp from 'sharp';
import { runInProcess } from './testing/run-in-process.js';
import { STARTER_POSES } from './testing/run-program.js';

const API = path.resolve('apps/api/dist/main.js');
const LIMIT_MS = 120_000;

interface CocoFile {
  readonly images: readonly { readonly id: number; readonly file_name: string }[];
  readonly annotations: readonly { readonly image_id: number }[];
}

const PICTURES = ['dance/1.jpg', 'dance/2.jpg', 'mural/1.jpg'];

/** The first three of the starter library as pictures of two scenes. */
function createAnnotations(): CocoFile {
  const starter = JSON.parse(readFileSync(STARTER_POSES, 'utf8')) as CocoFile;
  const images = starter.images.slice(0, PICTURES.length).map((image, index) => ({
    ...image,
    file_name: PICTURES[index]!,
    scene: path.dirname(PICTURES[index]!),
    caption: `picture ${index}`,
  }));
  const ids = new Set(images.map(({ id }) => id));
  return { ...starter, images, annotations: starter.annotations.filter((person) => ids.has(person.image_id)) };
}

/** As computeReport gives them, of AP alone. */
function createResults(value: number, preset: string) {
  const summary = (pictureCount: number) => ({
    pictureCount,
    values: { AP: value },
    intervals: { AP: { low: value - 0.05, high: value + 0.05 } },
  });
  const manifest = {
    metric: 'AP',
    implementation: '@contrapposto/eval',
    version: '1',
    preset,
    extractor: null,
    resizeFilter: null,
    oksSigmas: null,
    detector: null,
    thresholds: {},
    settings: {},
    pictureCount: 3,
    dataset: null,
    seeds: null,
  };
  const ap = { metric: 'AP', unit: null, better: 'HIGHER', primary: 'AP', overall: summary(3), mean: summary(3) };
  return {
    version: 1,
    pictureCount: 3,
    failedCount: 0,
    metrics: [{ ...ap, scenes: { dance: summary(2), mural: summary(1) }, manifest }],
    skipped: [{ metric: 'FID', reason: 'The snapshot has no pictures.' }],
    joints: [],
    distributions: [],
  };
}

describe('the commands on data sets and reports, beside an API', () => {
  const database = useTestDatabase();
  const folder = createTemporaryFolder();
  const at = (...names: string[]) => path.join(folder.path, ...names);
  let api: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const env = { DATABASE_URL: database.current.url, PORT: '0', LOG_LEVEL: 'silent' };
    const storage = { CONTRAPPOSTO_STORAGE: at('files') };
    api = fork(API, { env: { PATH: path.dirname(process.execPath), ...env, ...storage }, stdio: 'inherit' });
    const [ready] = (await once(api, 'message')) as [{ url: string }];
    url = ready.url;
    writeFileSync(at('annotations.json'), JSON.stringify(createAnnotations()));
    for (const [index, name] of PICTURES.entries()) {
      mkdirSync(path.dirname(at('made', name)), { recursive: true });
      const picture = sharp({
        create: { width: 64, height: 64, channels: 3, background: { r: 80 * index, g: 0, b: 0 } },
      });
      await picture.png().toFile(at('made', name.replace('.jpg', '.png')));
    }
  }, LIMIT_MS);
  afterAll(async () => {
    const ended = once(api, 'exit');
    api.kill('SIGTERM');
    await ended;
    folder.remove();
  });

  const run = (...args: string[]) => runInProcess(...args, '--url', url);
  const create = (name: string, ...args: string[]) =>
    run('report', 'create', name, '--dataset', 'Figures', '--external', at('made'), '--tool', 'NTED', ...args);
  /** Plays the worker. */
  const claim = async (name: string) => {
    const { rows } = await database.current.query<{ id: string }>('select id from evaluation_reports where name = $1', [
      name,
    ]);
    return (await claimReport(database.current, { reportId: rows[0]!.id, worker: 'w', leaseMs: 60_000 }))!.lease;
  };
  const measure = async (name: string, value: number, preset = 'paper') => {
    await create(name);
    const results = createResults(value, preset);
    await completeReport(database.current, await claim(name), { results, manifest: {} });
  };

  it(
    'check an import first, then import annotations with their pictures',
    async () => {
      const args = ['dataset', 'import', at('annotations.json'), '--dataset', 'Figures', '--pictures', at('made')];
      const dry = await run(...args, '--dry-run');
      expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('3 samples, 3 with a picture') });
      expect((await run('dataset', 'list')).stdout).not.toContain('Figures');

      const done = await run(...args);
      expect(done).toMatchObject({ code: 0, stdout: 'Figures, version 1: 3 samples, 3 with a picture; 0 refused\n' });
      expect((await run('dataset', 'list')).stdout).toMatch(/Figures +1 +3 +3/);
      const { stdout } = await run('dataset', 'samples', 'Figures', '--limit', '1');
      expect(stdout).toMatch(/dance\/1\.jpg +validation +dance +picture 0\n.*mural\/1\.jpg/s);
      expect(stdout).not.toContain('dance/2.jpg');
    },
    LIMIT_MS,
  );

  it(
    'make a data set of the poses of a library',
    async () => {
      expect((await run('library', 'import', STARTER_POSES, '--library', 'Shoot')).code).toBe(0);
      const made = await run('dataset', 'create', 'Poses', '--library', 'Shoot', '--scenes', 'mural,dance');
      expect(made).toMatchObject({ code: 0, stdout: 'Poses, version 1: 40 samples of the library Shoot\n' });
      expect(await run('dataset', 'create', 'Empty', '--caption', 'x')).toMatchObject({ code: 2 });
    },
    LIMIT_MS,
  );

  it(
    'look at a folder before anything goes up, and name what is wrong with it',
    async () => {
      expect(await create('dry', '--dry-run')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('would be uploaded and judged: 3 pictures of NTED'),
      });
      const few = await run(
        ...['report', 'create', 'few', '--dataset', 'Figures', '--tool', 'NTED', '--external', at('made', 'dance')],
      );
      expect(few).toMatchObject({ code: 3, stderr: expect.stringMatching(/none for \(\d\):/) });
      const unnamed = await run('report', 'create', 'x', '--dataset', 'Figures', '--external', at('made'));
      expect(unnamed).toMatchObject({ code: 2, stderr: expect.stringContaining('--tool') });
      const nowhere = await run('report', 'create', 'x', '--dataset', 'Figurs', '--model', 'm');
      expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('There are: ') });
      expect((await run('report', 'list')).stdout).not.toContain('few');
    },
    LIMIT_MS,
  );

  it(
    'create, list, cancel and follow a report',
    async () => {
      const created = await create('first', '--limit', '1', '--metrics', 'ap,pce');
      expect(created).toMatchObject({ code: 0, stdout: expect.stringMatching(/^first \(.+\): 2 samples\./) });
      expect(created.stderr).toContain('1 pictures are of samples that were not chosen');
      expect((await run('report', 'list', '--dataset', 'Figures')).stdout).toMatch(
        /first +queued +NTED +Figures, version 1/,
      );
      expect((await run('report', 'cancel', 'first')).stdout).toBe('first: canceled\n');
      expect(await run('report', 'follow', 'first')).toMatchObject({
        code: 7,
        stderr: expect.stringContaining('got a report that was canceled'),
      });

      await create('second');
      const following = run('report', 'follow', 'second');
      await failWork(database.current, await claim('second'), { code: 'MODEL_DAMAGED', message: 'It is broken.' });
      expect(await following).toMatchObject({
        code: 7,
        stderr: expect.stringContaining('MODEL_DAMAGED, It is broken.'),
      });
    },
    LIMIT_MS,
  );

  it(
    'show reports, compare those that may be compared, rank and export them',
    async () => {
      await measure('good', 0.8);
      await measure('bad', 0.5);
      await measure('other', 0.6, 'humansd-compat');
      expect((await run('report', 'show', 'good')).stdout).toMatch(
        /AP +0\.8000 \[0\.7500, 0\.8500\] +0\.8000 \[.+\] +3 +higher\n\nFID: The snapshot.+\n\nscene +AP\ndance +0\.8000\nmural/s,
      );
      const compared = await run('report', 'compare', 'bad', 'good', '--scenes');
      expect(compared.stdout).toMatch(/AP +all pictures +0\.5000 \[.+\] +0\.8000 \[.+\] +0\.3000 +B is better/);
      expect(compared.stdout).toMatch(/AP +mural/);
      const refused = await run('report', 'compare', 'good', 'other');
      expect(refused).toMatchObject({
        code: 7,
        stderr: expect.stringMatching(/INCOMPARABLE.*preset: "paper" and "humansd-compat"/),
      });

      const { stdout } = await run('report', 'leaderboard', '--dataset', 'Figures');
      expect(stdout).toMatch(/1 +0\.8000 .+NTED +good.+\n2 +0\.5000 .+bad.+\n\nAP, higher is better\n.*\n1 +0\.6000/);
      const out = at('good.html');
      expect(await run('report', 'export', 'good', '--out', out)).toMatchObject({ code: 0, stdout: `${out}\n` });
      expect(readFileSync(out, 'utf8')).toContain('How every number was made');
      expect((await run('report', 'export', 'second', '--out', out)).code).toBe(7);
    },
    LIMIT_MS,
  );
});
