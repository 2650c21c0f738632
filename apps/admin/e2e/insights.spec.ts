import { type Page } from 'playwright-core';
import { describeInChromium, LIMIT_MS, PHONE, useAdmin } from './testing/admin.js';

const PROMPTS = ['mural, a man', 'mural, a woman', 'a house by the sea'];

describeInChromium('the page of insights in Chromium', () => {
  const admin = useAdmin();
  const { open, ask } = admin;

  /** Pictures of two poses and three prompts, made by the worker and read back by its estimator. */
  async function generate(): Promise<void> {
    const { poses } = await ask<{ poses: { nodes: { id: string }[] } }>('{ poses(first: 2) { nodes { id } } }');
    await ask(
      `mutation ($input: CreateGenerationsInput!) { createGenerations(input: $input) { userErrors { message } } }`,
      {
        input: {
          poseIds: poses.nodes.map(({ id }) => id),
          prompts: PROMPTS.map((prompt) => ({ prompt })),
          seeds: [1],
          width: 64,
          height: 64,
          numInferenceSteps: 1,
        },
      },
    );
    for (;;) {
      const { generations } = await ask<{ generations: { totalCount: number } }>(
        '{ generations(first: 1, filter: { states: [SUCCEEDED] }) { totalCount } }',
      );
      if (generations.totalCount === 2 * PROMPTS.length) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  const getRows = (page: Page) => page.getByRole('list', { name: 'Where the pose is lost' }).getByRole('button');
  const getGroup = (page: Page, name: string) => page.getByRole('radiogroup', { name: 'By' }).getByText(name);

  it(
    'says what to do where nothing has been measured',
    async () => {
      const { page, complaints } = await open('/insights');
      await page.getByText('Nothing has been measured yet').waitFor();
      await page.getByRole('link', { name: 'Open the playground' }).click();
      await page.getByRole('form', { name: 'Recipe' }).waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'ranks poses and prompts, and leads to their generations',
    async () => {
      await generate();
      const { page, complaints } = await open('/insights');
      await page.getByText(/^6 pictures measured/).waitFor();
      expect(await getRows(page).count()).toBe(2);
      await getRows(page).first().click();
      await page.getByRole('img', { name: /^Lost most often/ }).waitFor();
      await page.getByRole('table', { name: 'Lost per joint' }).getByText('Left wrist').waitFor();
      expect(await page.getByRole('list', { name: 'Worst pictures' }).getByRole('link').count()).toBe(3);

      await page.getByRole('link', { name: 'All of its generations' }).click();
      await page
        .getByRole('group', { name: 'Only of' })
        .getByText(/^Pose: /)
        .waitFor();
      await page.getByText('3 generations').waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'tells scenes and joints apart, and keeps what it looks at in its address',
    async () => {
      const { page, complaints } = await open('/insights');
      await getGroup(page, 'Joints').click();
      await page.getByText(/joints measured/).waitFor();
      await page.getByRole('img', { name: /^Lost most often/ }).waitFor();
      await getGroup(page, 'Prompts').click();
      await getRows(page).getByText('a house by the sea').waitFor();
      await page.getByLabel('Pictures at least').fill('3');
      await page.getByText('No picture is like that').waitFor();
      expect(new URL(page.url()).search).toBe('?by=prompts&least=3');
      await page.reload();
      await page.getByText('No picture is like that').waitFor();
      await page.getByLabel('Pictures at least').fill('1');
      await getRows(page).getByText('mural, a man').click();
      await page.getByRole('link', { name: 'All of its generations' }).click();
      await page.getByRole('group', { name: 'Only of' }).getByText('Prompt: “mural, a man”').waitFor();
      await page.getByRole('button', { name: 'Without Prompt: “mural, a man”' }).click();
      await page.getByText('a house by the sea').first().waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'fits a phone, with a row opened and without',
    async () => {
      const { page } = await open('/insights', PHONE);
      await getRows(page).first().click();
      await page.getByRole('table', { name: 'Lost per joint' }).waitFor();
      expect(await page.evaluate(() => document.getElementById('content')!.scrollWidth)).toBeLessThanOrEqual(390);
    },
    LIMIT_MS,
  );
});
