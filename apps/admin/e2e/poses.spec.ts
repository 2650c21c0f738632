import { readFile } from 'node:fs/promises';
import { compactPose, fitOrbitCamera, projectSpatialPose } from '@contrapposto/pose';
import { type Locator, type Page } from 'playwright-core';
import type { PoseData } from '../src/ui/pose-data.js';
import { describeInChromium, LIMIT_MS, PHONE, useAdmin } from './testing/admin.js';

const [LEFT_SHOULDER, RIGHT_SHOULDER] = [5, 6];

/** Somebody in the T-pose, seen from before. */
function createSpatialPose(): PoseData {
  const people = [{ hips: [0, 0.95, 0] as const, rotations: {} }];
  const front = fitOrbitCamera({ people }, { name: 'front' });
  return compactPose(projectSpatialPose({ people, cameras: [front] }, front, { width: 256, height: 256 }));
}

/** One picture with one person who is nowhere else. */
const COCO_FILE = {
  images: [{ id: 1, file_name: 'on_one_leg.png', width: 100, height: 100 }],
  annotations: [
    {
      id: 1,
      image_id: 1,
      category_id: 1,
      keypoints: Array.from({ length: 17 }, (_, joint) => [20 + 3 * joint, 10 + 5 * joint, 2]).flat(),
      num_keypoints: 17,
    },
  ],
  categories: [{ id: 1, name: 'person' }],
};

function getXs({ people }: PoseData): [left: number, right: number] {
  const { keypoints } = people[0]!;
  return [keypoints[3 * LEFT_SHOULDER]!, keypoints[3 * RIGHT_SHOULDER]!];
}

describeInChromium('the page of poses in Chromium', () => {
  const admin = useAdmin();
  const { open, ask } = admin;
  const ids = { library: '', pose: '', other: '' };

  async function createPose(name: string): Promise<string> {
    const { createPose: made } = await ask<{ createPose: { pose: { id: string } } }>(
      'mutation ($input: CreatePoseInput!) { createPose(input: $input) { pose { id } } }',
      { input: { libraryId: ids.library, name, data: createSpatialPose() } },
    );
    return made.pose.id;
  }

  beforeAll(async () => {
    const { createPoseLibrary: made } = await ask<{ createPoseLibrary: { poseLibrary: { id: string } } }>(
      'mutation ($input: CreatePoseLibraryInput!) { createPoseLibrary(input: $input) { poseLibrary { id } } }',
      { input: { name: 'Client work', licence: 'CC-BY-NC-4.0' } },
    );
    ids.library = made.poseLibrary.id;
    ids.pose = await createPose('Arms apart');
    ids.other = await createPose('Arms apart again');
  }, LIMIT_MS);

  const getCard = (page: Page, name: string) =>
    page.getByRole('list', { name: 'Poses', exact: true }).getByRole('link', { name, exact: true });
  const getDetails = (page: Page) => page.getByRole('dialog', { name: 'Pose', exact: true });

  /** Types it, and waits until the poses are those that it finds. */
  async function find(page: Page, text: string): Promise<void> {
    await page.getByLabel('Search poses').fill(text);
    const list = page.getByRole('list', { name: 'Poses', exact: true });
    await list.and(page.locator('[aria-busy=false]')).waitFor();
  }

  async function saveEdit(details: Locator, version: number): Promise<void> {
    await details.getByRole('button', { name: 'Save as new version' }).click();
    await details.getByText(`version ${version}, coco17`).waitFor();
  }

  it(
    'finds a pose by its name, shows what is like it and why, and mirrors it',
    async () => {
      const { page, complaints } = await open('/poses');
      await find(page, 'walk');
      expect(await getCard(page, 'Standing').count()).toBe(0);
      await getCard(page, 'Walking').click();
      const details = getDetails(page);
      const similar = details.getByRole('list', { name: 'Similar poses' }).getByRole('listitem');
      await similar.first().waitFor();
      await similar.first().getByText('%').focus();
      await page.getByRole('table', { name: 'Distance per joint' }).waitFor();

      await details.getByRole('button', { name: 'Mirror' }).click();
      await saveEdit(details, 2);
      await details.getByRole('tab', { name: 'Versions' }).click();
      await details.getByRole('button', { name: 'Version 2' }).click();
      await details.getByRole('img', { name: 'What changed from version 1 to 2' }).waitFor();
      expect(new URL(page.url()).search).toBe('?text=walk');
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'turns people in three dimensions, and keeps the view as a version',
    async () => {
      const { page, complaints } = await open('/poses');
      await page.getByRole('navigation', { name: 'Libraries and collections' }).getByText('Client work').click();
      await getCard(page, 'Arms apart').click();
      const details = getDetails(page);
      const front = await details.getByRole('img', { name: 'Skeleton of Arms apart' }).getAttribute('src');
      await details.getByRole('slider', { name: 'Around, in degrees' }).focus();
      await page.keyboard.press('End');
      await details.getByText('Around 180°').waitFor();
      expect(await details.getByRole('img', { name: 'Skeleton of Arms apart' }).getAttribute('src')).not.toBe(front);
      await saveEdit(details, 2);

      const { node } = await ask<{ node: { currentVersion: { data: PoseData } } }>(
        'query ($id: ID!) { node(id: $id) { ... on Pose { currentVersion { data } } } }',
        { id: ids.pose },
      );
      const [left, right] = getXs(node.currentVersion.data);
      expect(left).toBeLessThan(right);
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'generates from another view, without a new version',
    async () => {
      const { page, complaints } = await open(`/poses/${ids.other}`);
      const details = getDetails(page);
      await details.getByRole('button', { name: 'Front' }).click();
      await details.getByRole('link', { name: 'Generate from this view' }).click();
      const recipe = page.getByRole('form', { name: 'Recipe' });
      await recipe.getByText('Arms apart again, from 0° around, 0° above').waitFor();
      await recipe.getByLabel('Prompt', { exact: true }).fill('a scarecrow');
      for (const [label, value] of Object.entries({ Steps: '2', Width: '64', Height: '64' }))
        await recipe.getByLabel(label).fill(value);
      await recipe.getByRole('button', { name: 'Generate', disabled: false }).click();
      await page.getByRole('region', { name: 'Picture' }).getByRole('img', { name: 'a scarecrow' }).waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'tries an operation with its parameters before it saves it',
    async () => {
      const { page } = await open(`/poses/${ids.other}`);
      const details = getDetails(page);
      await details.getByRole('tab', { name: 'Edit' }).click();
      await details.getByLabel('Operation').selectOption('hide');
      await details.getByText('Still to be said: joints.').waitFor();
      await details.getByRole('combobox', { name: 'Joints' }).fill('arms');
      await page.keyboard.press('Enter');
      await details.getByText('Hide: as it would be').waitFor();
      await saveEdit(details, 2);
    },
    LIMIT_MS,
  );

  it(
    'changes name, tags and stars, and tells who comes second',
    async () => {
      const { page } = await open(`/poses/${ids.other}`);
      const details = getDetails(page);
      await details.getByRole('button', { name: 'One of my favourites' }).click();
      await details.getByRole('button', { name: 'No favourite any more' }).waitFor();
      await details.getByRole('tab', { name: 'Details' }).click();
      await details.getByLabel('Name').fill('Arms wide apart');
      await details.getByRole('button', { name: 'Save details' }).click();
      await details.getByRole('heading', { name: 'Arms wide apart' }).waitFor();

      const { node } = await ask<{ node: { revision: number } }>(
        'query ($id: ID!) { node(id: $id) { ... on Pose { revision } } }',
        { id: ids.other },
      );
      const input = { id: ids.other, revision: node.revision, tags: ['meanwhile'] };
      await ask('mutation ($input: UpdatePoseInput!) { updatePose(input: $input) { userErrors { code } } }', { input });
      await details.getByLabel('Name').fill('A moment later');
      await details.getByRole('button', { name: 'Save details' }).click();
      await details.getByText('Tags: now meanwhile').waitFor();
      expect(await details.getByLabel('Name').inputValue()).toBe('A moment later');
      await details.getByRole('heading', { name: 'Arms wide apart' }).waitFor();
      await details.getByRole('button', { name: 'Save details' }).click();
      await details.getByRole('heading', { name: 'A moment later' }).waitFor();
    },
    LIMIT_MS,
  );

  it(
    'exports what is picked where the licences allow it, and names what stands against it',
    async () => {
      const { page, complaints } = await open(`/poses?library=${ids.library}`);
      await getCard(page, 'Arms apart').focus();
      await page.keyboard.press('Space');
      await page.getByText('1 picked').waitFor();
      await page.getByRole('toolbar', { name: 'Picked poses' }).getByRole('button', { name: 'Export' }).click();
      const dialog = page.getByRole('dialog', { name: 'Export 1 pose' });
      await dialog.getByLabel('Format').selectOption('VRMA');
      await dialog.getByRole('switch', { name: 'For commercial use' }).click();
      await dialog.getByRole('button', { name: 'Export' }).click();
      const refusal = dialog.getByRole('alert');
      await refusal.getByText('CC-BY-NC-4.0').waitFor();
      await refusal.getByText('Client work').waitFor();

      await dialog.getByRole('switch', { name: 'For commercial use' }).click();
      await dialog.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('link', { name: /\.vrma$/ }).click(),
      ]);
      expect((await readFile(await download.path())).subarray(0, 4).toString()).toBe('glTF');
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'imports a file, and tells what became of it',
    async () => {
      const { page, complaints } = await open(`/poses?library=${ids.library}`);
      await page.getByRole('button', { name: 'Import' }).click();
      const dialog = page.getByRole('dialog', { name: 'Import poses' });
      const buffer = Buffer.from(JSON.stringify(COCO_FILE));
      const file = { name: 'shots.json', mimeType: 'application/json', buffer };
      await dialog.locator('input[type=file]').setInputFiles(file);
      await dialog.getByRole('button', { name: 'Try only' }).click();
      await dialog.getByText('would be taken').waitFor();
      await dialog.getByRole('button', { name: 'Import' }).click();
      await dialog.getByText('taken', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('3 poses').waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'makes, edits and archives a library, takes it out again, and keeps what was typed when somebody else is quicker',
    async () => {
      const { page, complaints } = await open('/poses');
      await page.getByRole('button', { name: 'New library' }).click();
      const made = page.getByRole('dialog', { name: 'New library' });
      await made.getByLabel('Name').fill('client work');
      await made.getByRole('button', { name: 'Create' }).click();
      await made.getByRole('alert').waitFor();
      await made.getByLabel('Name').fill('Shoot 12');
      await made.getByLabel('Licence').fill('CC-BY-4.0');
      await made.getByLabel('Author').fill('Ada');
      await made.getByRole('button', { name: 'Create' }).click();
      await made.waitFor({ state: 'hidden' });
      const bar = page.getByRole('group', { name: 'The library' });
      await bar.getByText('CC-BY-4.0').waitFor();

      await bar.getByRole('button', { name: 'Edit library' }).click();
      const dialog = page.getByRole('dialog', { name: 'Edit library' });
      const { poseLibraries } = await ask<{ poseLibraries: { nodes: { id: string; revision: number }[] } }>(
        '{ poseLibraries(first: 1, filter: { text: "Shoot 12" }) { nodes { id revision } } }',
        {},
      );
      const input = { ...poseLibraries.nodes[0], name: 'Shoot 12b' };
      await ask(
        'mutation ($input: UpdatePoseLibraryInput!) { updatePoseLibrary(input: $input) { userErrors { code } } }',
        {
          input,
        },
      );
      await dialog.getByLabel('Name').fill('Shoot 13');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('Name: now Shoot 12b').waitFor();
      expect(await dialog.getByLabel('Name').inputValue()).toBe('Shoot 13');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'hidden' });
      const list = page.getByRole('navigation', { name: 'Libraries and collections' });
      await list.getByText('Shoot 13').waitFor();
      await bar.getByRole('button', { name: 'Archive library' }).click();
      const question = page.getByRole('dialog', { name: 'Archive Shoot 13?' });
      await question.getByText('Its poses go out of sight with it').waitFor();
      await question.getByRole('button', { name: 'Archive', exact: true }).click();
      await list.getByText('Shoot 13').waitFor({ state: 'detached' });

      await list.getByText('Archive').click();
      const archive = page.getByRole('region', { name: 'Libraries and collections in the archive' });
      await archive.getByText('Shoot 13').click();
      await page.getByText('Its poses are found only here').waitFor();
      await page.getByRole('button', { name: 'Take out of the archive' }).click();
      await list.getByText('Shoot 13').waitFor();
      await bar.getByRole('button', { name: 'Archive library' }).waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'collects what is picked, in an order that is changed by buttons, and takes it out again',
    async () => {
      const { page, complaints } = await open('/poses');
      for (const [index, name] of ['Standing', 'Walking', 'Running'].entries()) {
        await find(page, name);
        await getCard(page, name).first().press('Space');
        await page.getByText(`${index + 1} picked`).waitFor();
      }
      await page.getByRole('toolbar', { name: 'Picked poses' }).getByRole('button', { name: 'Collect' }).click();
      await page.getByRole('menuitem', { name: 'New collection' }).click();
      const made = page.getByRole('dialog', { name: 'New collection' });
      await made.getByLabel('Name').fill('Locomotion');
      await made.getByRole('button', { name: 'Create' }).click();
      await made.waitFor({ state: 'hidden' });
      await page.getByText('3 poses').waitFor();

      await page.getByRole('button', { name: 'Arrange' }).click();
      const dialog = page.getByRole('dialog', { name: 'Arrange Locomotion' });
      const rows = dialog.getByRole('list', { name: 'Poses in order' }).getByRole('listitem');
      await rows.filter({ hasText: '3Running' }).waitFor();
      await dialog.getByRole('button', { name: 'Move Running up' }).click();
      await rows.filter({ hasText: '2Running' }).waitFor();
      await dialog.getByRole('button', { name: 'Move Running up' }).click();
      await rows.filter({ hasText: '1Running' }).waitFor();
      await rows.filter({ hasText: 'Walking' }).dragTo(rows.filter({ hasText: 'Running' }));
      await rows.filter({ hasText: '1Walking' }).waitFor();
      await dialog.getByRole('button', { name: 'Take Standing out of the collection' }).click();
      await rows.filter({ hasText: 'Standing' }).waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('2 poses').waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'shows near duplicates side by side, and deprecates one of them in favour of the other',
    async () => {
      const twin = await createPose('Twin');
      await createPose('Other twin');
      const { page, complaints } = await open(`/poses?library=${ids.library}`);
      await page.getByRole('button', { name: 'Near duplicates' }).click();
      const dialog = page.getByRole('dialog', { name: 'Near duplicates in Client work' });
      await dialog.getByRole('list', { name: 'Near duplicates' }).getByText('Other twin').first().waitFor();
      await dialog.getByRole('button', { name: 'Keep Twin, deprecate Other twin' }).first().click();
      await dialog
        .getByRole('button', { name: 'Keep Twin, deprecate Other twin' })
        .first()
        .waitFor({ state: 'detached' });

      await page.goto(`${admin.service.url}/poses?library=${ids.library}`);
      await getCard(page, 'Other twin').click();
      const details = getDetails(page);
      await details.getByText('Not to be used any more').waitFor();
      const instead = details.getByRole('alert').getByRole('link', { name: 'Twin', exact: true });
      expect(await instead.getAttribute('href')).toContain(twin);
      await details.getByRole('tab', { name: 'Details' }).click();
      await details.getByRole('button', { name: 'Take the deprecation back' }).click();
      await details.getByText('Not to be used any more').waitFor({ state: 'detached' });
      await details.getByRole('combobox', { name: 'Use another pose instead' }).fill('Twin');
      await page.getByRole('option', { name: 'Twin', exact: true }).click();
      await details.getByRole('button', { name: 'Deprecate' }).click();
      await details.getByText('Not to be used any more').waitFor();
      await details.getByRole('button', { name: 'Archive' }).click();
      await details.getByText('Archived', { exact: true }).waitFor();

      await page.goto(`${admin.service.url}/poses?archived`);
      await getCard(page, 'Other twin').click();
      await details.getByRole('tab', { name: 'Details' }).click();
      await details.getByRole('button', { name: 'Take out of the archive' }).click();
      await details.getByText('Archived', { exact: true }).waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'finds by exact licence and by dimensions',
    async () => {
      const { page } = await open('/poses');
      const licences = page.getByLabel('Licence');
      await licences.locator('option', { hasText: 'CC-BY-NC-4.0' }).waitFor({ state: 'attached' });
      await licences.selectOption('licence:CC-BY-NC-4.0');
      await getCard(page, 'Arms apart').waitFor();
      expect(new URL(page.url()).searchParams.get('licence')).toBe('CC-BY-NC-4.0');
      await page.getByRole('group', { name: 'Narrow by people and tags' }).getByText(/^3D/).click();
      await getCard(page, 'Arms apart').waitFor();
      expect(new URL(page.url()).searchParams.get('spatial')).toBe('yes');
    },
    LIMIT_MS,
  );

  it('moves among the poses by the arrow keys', async () => {
    const { page } = await open('/poses');
    const cards = page.getByRole('list', { name: 'Poses', exact: true }).getByRole('link');
    await cards.first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await cards.nth(1).evaluate((card) => card === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await getDetails(page).waitFor();
    await page.keyboard.press('Escape');
    await getDetails(page).waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Search poses');
  });

  it('fits a phone, with a pose opened and without', async () => {
    const { page } = await open('/poses', PHONE);
    await page.getByLabel('Library or collection', { exact: true }).selectOption({ label: 'Client work' });
    await getCard(page, 'Arms apart').waitFor();
    expect(await page.evaluate(() => document.getElementById('content')!.scrollWidth)).toBeLessThanOrEqual(390);
    await getCard(page, 'Arms apart').click();
    await getDetails(page).getByRole('list', { name: 'Similar poses' }).waitFor();
    expect(await getDetails(page).evaluate((dialog) => dialog.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it('says what to do where there is nothing', async () => {
    const { page } = await open('/poses/bm90aGluZw?text=nobody+has+this+name');
    await getDetails(page).getByText('There is no such pose').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show all poses' }).click();
    await getCard(page, 'Standing').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});
