import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createTemporaryFolder } from '@contrapposto/platform/testing';
import { type Page } from 'playwright-core';
import { describeInChromium, LIMIT_MS, PHONE, useAdmin } from './testing/admin.js';

const SCENES = ['oil_painting', 'sketch'];

/** Somebody who stands with arms at the sides, `lean` pixels to the right at the head. */
function createPose(lean: number) {
  // prettier-ignore
  const joints = [
    [50, 15], [53, 12], [47, 12], [57, 14], [43, 14], [65, 32], [35, 32], [72, 50], [28, 50],
    [75, 66], [25, 66], [60, 62], [40, 62], [61, 80], [39, 80], [62, 95], [38, 95],
  ] as const;
  const keypoints = joints.flatMap(([x, y]) => [x + (lean * (95 - y)) / 80, y, 2]);
  return { skeleton: 'coco17', width: 100, height: 100, people: [{ keypoints }] };
}

interface Sample {
  readonly key: string;
  readonly picture: { readonly url: string } | null;
}

describeInChromium('the pages of reports in Chromium', () => {
  const admin = useAdmin();
  const { open, ask } = admin;
  const folder = createTemporaryFolder();
  let libraryId: string;
  /** Of the report that the first test makes. */
  let reportId: string;
  afterAll(() => {
    folder.remove();
  });

  beforeAll(async () => {
    const { createPoseLibrary: made } = await ask<{ createPoseLibrary: { poseLibrary: { id: string } } }>(
      'mutation ($input: CreatePoseLibraryInput!) { createPoseLibrary(input: $input) { poseLibrary { id } } }',
      { input: { name: 'Judged', licence: 'CC0-1.0' } },
    );
    libraryId = made.poseLibrary.id;
    for (const [name, lean] of Object.entries({ Upright: 0, Leaning: 12 }))
      await ask('mutation ($input: CreatePoseInput!) { createPose(input: $input) { pose { id } } }', {
        input: { libraryId, name, data: createPose(lean) },
      });
  }, LIMIT_MS);

  async function readSamples(): Promise<readonly Sample[]> {
    const { node } = await ask<{ node: { samples: { edges: { node: Sample }[] } } }>(
      `query ($id: ID!) { node(id: $id) { ... on EvaluationReport {
        samples(first: 100, orderBy: KEY) { edges { node { key picture { url } } } } } } }`,
      { id: reportId },
    );
    return node.samples.edges.map((edge) => edge.node);
  }

  const getDialog = (page: Page) => page.getByRole('dialog', { name: 'New report' });
  /** The report's page, once its numbers are there. */
  const waitForNumbers = (page: Page) =>
    page.getByRole('region', { name: 'Numbers', exact: true }).waitFor({ timeout: LIMIT_MS - 20_000 });
  const getIdOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)!;

  it(
    'makes a report of a library’s poses, and follows it to its end',
    async () => {
      const { page, complaints } = await open('/reports');
      await page.getByText('Nothing has been judged yet').waitFor();
      await page.getByRole('button', { name: 'New report' }).last().click();
      const dialog = getDialog(page);
      await dialog.getByText('Choose the poses.').waitFor();
      await dialog.getByLabel('Poses of').selectOption(`library:${libraryId}`);
      for (const scene of SCENES) {
        await dialog.getByRole('combobox', { name: 'Scenes' }).fill(scene);
        await page.keyboard.press('Enter');
      }
      await dialog.getByText('4 samples, frozen as the poses are now.').waitFor();
      for (const [label, value] of Object.entries({ Steps: '2', Width: '64', Height: '64', Seed: '7' }))
        await dialog.getByLabel(label, { exact: true }).fill(value);
      await dialog.getByLabel('Name of the report').fill('First of all');
      await dialog.getByRole('button', { name: 'Create report', disabled: false }).click();

      await page.getByRole('heading', { name: 'First of all' }).waitFor();
      reportId = getIdOf(page);
      await waitForNumbers(page);
      await page.getByRole('list', { name: 'Metrics' }).getByLabel('Pose average precision').waitFor();
      // The tiny model has no CLIP, and the report says so.
      await page.getByText('Left out').waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'shows scenes, joints and samples, and filters all of it by a scene',
    async () => {
      const { page, complaints } = await open(`/reports/${reportId}`);
      await waitForNumbers(page);
      const rows = page.getByRole('table', { name: 'Pose average precision by scene' }).getByRole('row');
      expect(await rows.count()).toBe(1 + SCENES.length);
      await page.getByRole('table', { name: 'Joints' }).getByText('Left wrist').waitFor();
      const samples = page.getByRole('list', { name: 'Samples' }).getByRole('listitem');
      await samples.nth(3).waitFor();
      expect(await samples.first().getByRole('img', { name: 'Wanted skeleton' }).count()).toBe(1);
      await page.getByText('Wanted skeleton', { exact: true }).click();
      expect(await samples.first().getByRole('img', { name: 'Wanted skeleton' }).count()).toBe(0);

      await rows.getByRole('button', { name: 'Sketch' }).click();
      await samples.nth(2).waitFor({ state: 'detached' });
      expect(await samples.count()).toBe(2);
      expect(new URL(page.url()).search).toBe('?scene=sketch');
      await page.getByRole('button', { name: 'Pose average precision' }).click();
      await page.getByText('@contrapposto/eval').first().waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'exports the report',
    async () => {
      const { page } = await open(`/reports/${reportId}`);
      await waitForNumbers(page);
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: 'JSON' }).click(),
      ]);
      const { results } = JSON.parse((await readFile(await download.path())).toString()) as {
        results: { pictureCount: number };
      };
      expect(results.pictureCount).toBe(4);
    },
    LIMIT_MS,
  );

  it(
    'takes a folder of pictures made elsewhere, and names what is missing and unknown before',
    async () => {
      const samples = await readSamples();
      const pictures = path.join(folder.path, 'mine');
      mkdirSync(pictures, { recursive: true });
      for (const { key, picture } of samples) {
        const response = await fetch(new URL(picture!.url, admin.service.url));
        writeFileSync(
          path.join(pictures, `${key.replaceAll(':', '_')}.png`),
          Buffer.from(await response.arrayBuffer()),
        );
      }
      const [first] = samples.map(({ key }) => path.join(pictures, `${key.replaceAll(':', '_')}.png`));
      const bytes = await readFile(first!);
      rmSync(first!);
      writeFileSync(path.join(pictures, 'stranger.png'), bytes);

      const { page, complaints } = await open('/reports');
      await page.getByRole('button', { name: 'New report' }).click();
      const dialog = getDialog(page);
      await dialog.getByText('Made elsewhere').click();
      await dialog.getByLabel('Made with').fill('Another tool');
      await dialog.getByLabel('Poses of').selectOption(`library:${libraryId}`);
      for (const scene of SCENES) {
        await dialog.getByRole('combobox', { name: 'Scenes' }).fill(scene);
        await page.keyboard.press('Enter');
      }
      await dialog.getByRole('button', { name: 'Freeze the poses' }).click();
      const input = dialog.getByLabel('Folder of pictures');
      await input.setInputFiles(pictures);
      await dialog.getByText('Samples without a picture: 1').waitFor();
      await dialog.getByText('stranger.png').waitFor();
      expect(await dialog.getByRole('button', { name: 'Create report' }).isDisabled()).toBe(true);

      writeFileSync(first!, bytes);
      rmSync(path.join(pictures, 'stranger.png'));
      await input.setInputFiles(pictures);
      await dialog.getByText('4 of 4 samples have their picture.').waitFor();
      await dialog.getByRole('button', { name: 'Create report', disabled: false }).click();
      await page.getByRole('heading', { name: 'Another tool on Judged' }).waitFor();
      await waitForNumbers(page);
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'compares and ranks: the same pictures, made elsewhere, are no better and no worse',
    async () => {
      const { page, complaints } = await open(`/reports/compare?a=${reportId}`);
      await page.getByRole('combobox', { name: 'Second' }).click();
      await page.getByRole('option', { name: /^Another tool on Judged/ }).click();
      const table = page.getByRole('table', { name: 'Comparison' });
      await table.getByText('Pose average precision').waitFor();
      expect(await table.getByText(/better/).count()).toBe(0);

      await page.getByRole('link', { name: 'Leaderboard' }).click();
      const ranked = page.getByRole('table', { name: 'Ranked by Pose average precision' });
      await ranked.getByRole('link', { name: 'First of all' }).waitFor();
      await ranked.getByRole('link', { name: 'Another tool on Judged' }).waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'finds a report by its name and state',
    async () => {
      const { page } = await open('/reports');
      const table = page.getByRole('table', { name: 'Reports' });
      await table.getByRole('link', { name: 'Another tool on Judged' }).waitFor();
      await page.getByLabel('Search reports').fill('first');
      await table.getByRole('link', { name: 'Another tool on Judged' }).waitFor({ state: 'detached' });
      await table.getByRole('link', { name: 'First of all' }).waitFor();
      expect(await table.getByRole('link').count()).toBe(1);
      await page.getByText('Failed', { exact: true }).click();
      await page.getByText('No report is like that').waitFor();
    },
    LIMIT_MS,
  );

  it(
    'brings annotated pictures in as a data set, and shows its samples',
    async () => {
      const { page, complaints } = await open('/reports/datasets');
      await page.getByRole('button', { name: 'New data set' }).first().click();
      const dialog = page.getByRole('dialog', { name: 'New data set' });
      await dialog.getByLabel('Name').fill('Two pictures');
      await dialog.getByRole('button', { name: 'Create' }).click();
      const details = page.getByRole('dialog', { name: 'Data set', exact: true });
      const pictures = path.join(folder.path, 'mine');
      const names = (await readSamples()).slice(0, 2).map(({ key }) => `${key.replaceAll(':', '_')}.png`);
      const annotations = {
        images: names.map((name, index) => ({ id: index + 1, file_name: name, width: 64, height: 64 })),
        annotations: names.map((_name, index) => ({
          id: index + 1,
          image_id: index + 1,
          category_id: 1,
          keypoints: createPose(0).people[0]!.keypoints.map((value, at) => (at % 3 === 2 ? value : value * 0.64)),
          num_keypoints: 17,
        })),
        categories: [{ id: 1, name: 'person' }],
      };
      const buffer = Buffer.from(JSON.stringify(annotations));
      const inputs = details.locator('input[type=file]');
      await inputs.first().setInputFiles({ name: 'people.json', mimeType: 'application/json', buffer });
      const wanted = path.join(folder.path, 'two');
      mkdirSync(wanted);
      for (const name of names) writeFileSync(path.join(wanted, name), await readFile(path.join(pictures, name)));
      await details.getByLabel('Folder of pictures').setInputFiles(wanted);
      await details.getByText('2 pictures', { exact: true }).waitFor();
      await details.getByRole('button', { name: 'Import', exact: true }).click();
      await details.getByText('2 samples, 2 with pictures').waitFor();
      await details.getByRole('list', { name: 'Samples' }).getByRole('listitem').nth(1).waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'edits a data set, keeps what was typed when somebody else is quicker, archives it and takes it out again',
    async () => {
      const { datasets } = await ask<{ datasets: { nodes: { id: string; name: string; revision: number }[] } }>(
        '{ datasets(first: 100) { nodes { id name revision } } }',
        {},
      );
      const { id, revision } = datasets.nodes.find(({ name }) => name === 'Two pictures')!;
      const { page, complaints } = await open(`/reports/datasets/${id}`);
      const details = page.getByRole('dialog', { name: 'Data set', exact: true });
      const bar = details.getByRole('group', { name: 'The data set' });
      await bar.getByRole('button', { name: 'Edit data set' }).click();
      const dialog = page.getByRole('dialog', { name: 'Edit data set' });
      await dialog.getByLabel('Source').fill('Our own');
      await ask('mutation ($input: UpdateDatasetInput!) { updateDataset(input: $input) { userErrors { code } } }', {
        input: { id, revision, description: 'Both of them' },
      });
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('Description: now Both of them').waitFor();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await bar.getByText('Both of them · no licence · Our own').waitFor();

      await bar.getByRole('button', { name: 'Archive data set' }).click();
      const question = page.getByRole('dialog', { name: 'Archive Two pictures?' });
      await question.getByText('it can be taken out of the archive again').waitFor();
      await question.getByRole('button', { name: 'Archive', exact: true }).click();
      await details.getByText('In the archive').waitFor();
      const link = page.getByRole('table', { name: 'Data sets' }).getByRole('link', { name: 'Two pictures' });
      await link.waitFor({ state: 'detached' });
      await page.goto(`${admin.service.url}/reports/datasets?archived`);
      await link.click();
      await details.getByRole('button', { name: 'Take out of the archive' }).click();
      await bar.waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'shows a report that waits among the operations, and cancels it',
    async () => {
      const { node } = await ask<{ node: { snapshot: { id: string } } }>(
        'query ($id: ID!) { node(id: $id) { ... on EvaluationReport { snapshot { id } } } }',
        { id: reportId },
      );
      const { page, complaints } = await open('/operations');
      await page.getByText('Nothing is under way.').waitFor();
      await page.getByRole('list', { name: 'Workers' }).getByText('Ready').waitFor();
      await admin.service.whileWorkerIsHeld(async () => {
        await ask(
          'mutation ($input: CreateEvaluationReportInput!) { createEvaluationReport(input: $input) { report { id } } }',
          {
            input: {
              name: 'Waits in vain',
              snapshotId: node.snapshot.id,
              metrics: ['AP'],
              model: { numInferenceSteps: 2, width: 64, height: 64 },
            },
          },
        );
        const row = page
          .getByRole('table', { name: 'Under way' })
          .getByRole('row')
          .filter({ hasText: 'Waits in vain' });
        await row.getByText('Report ·').waitFor();
        await row.getByRole('button', { name: 'Cancel Waits in vain' }).click();
        await row.waitFor({ state: 'detached' });
      });
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'fits a phone: the list, a report, the leaderboard, the data sets',
    async () => {
      const { page } = await open('/reports', PHONE);
      await page.getByRole('table', { name: 'Reports' }).waitFor();
      const measure = () => page.evaluate(() => document.getElementById('content')!.scrollWidth);
      expect(await measure()).toBeLessThanOrEqual(390);
      await page.getByRole('link', { name: 'First of all' }).click();
      await waitForNumbers(page);
      expect(await measure()).toBeLessThanOrEqual(390);
      const addresses = {
        '/reports/leaderboard': 'table',
        '/reports/datasets': 'table',
        '/operations': 'list',
      } as const;
      for (const [address, role] of Object.entries(addresses)) {
        await page.goto(admin.service.url + address);
        await page.getByRole(role).first().waitFor();
        expect(await measure()).toBeLessThanOrEqual(390);
      }
    },
    LIMIT_MS,
  );

  it(
    'measures a report again, as a report of its own',
    async () => {
      const { page, complaints } = await open(`/reports/${reportId}`);
      await waitForNumbers(page);
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Measure again' }).click();
      await page.waitForURL((url) => url.pathname.startsWith('/reports/') && !url.pathname.endsWith(reportId));
      await page.getByRole('heading', { name: 'First of all' }).waitFor();
      await waitForNumbers(page);
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it('says what to do where there is nothing', async () => {
    const { page } = await open('/reports/bm90aGluZw');
    await page.getByText('There is no such report').waitFor();
  });
});
