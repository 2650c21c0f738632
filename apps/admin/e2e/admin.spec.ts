import { type Page } from 'playwright-core';
import { describeInChromium, LIMIT_MS, PHONE, useAdmin } from './testing/admin.js';
import { CHROMIUM } from './testing/browser.js';

const DARK = { colorScheme: 'dark' } as const;
/** Time enough to see some of them, and to hold the worker at one. */
const MANY_STEPS = 900;

if (!CHROMIUM)
  // The one line that says why nothing of this file was tried.
  process.stderr.write('apps/admin/e2e: skipped, no Chromium is installed (Debian: apt-get install chromium).\n');

function inStage(page: Page) {
  return page.getByRole('region', { name: 'Picture' });
}

async function fillRecipe(page: Page, prompt: string, steps: number): Promise<void> {
  await page.getByLabel('Prompt', { exact: true }).fill(prompt);
  await page.getByLabel('Steps').fill(String(steps));
  await page.getByLabel('Width').fill('64');
  await page.getByLabel('Height').fill('64');
  await page.getByRole('button', { name: 'Generate', disabled: false }).waitFor();
}

async function awaitPicture(page: Page, prompt: string): Promise<void> {
  const picture = inStage(page).getByRole('img', { name: prompt });
  await picture.waitFor();
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(64);
}

function readBackground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

describeInChromium('the admin app in Chromium', () => {
  const admin = useAdmin();
  const { open } = admin;
  it(
    'makes a picture of a pose and a prompt, and shows how it comes and how well it holds the pose',
    async () => {
      const { page, complaints } = await open('/');
      await page.getByLabel('Search poses').fill('walk');
      await page.getByRole('option', { name: 'Walking', exact: true }).click();
      await fillRecipe(page, 'mural, a woman walking', MANY_STEPS);
      await page.getByRole('button', { name: 'Generate' }).click();

      await inStage(page)
        .getByText(/Step \d+ of 900/)
        .waitFor();
      await inStage(page).getByRole('img', { name: 'Preview' }).waitFor();
      await awaitPicture(page, 'mural, a woman walking');
      await inStage(page).getByRole('img', { name: 'Skeleton that the model saw' }).waitFor();
      await inStage(page).getByText('OKS').first().waitFor();

      await page.keyboard.press('o');
      await inStage(page).getByRole('switch', { name: 'Read-back skeleton', checked: true }).waitFor();
      await inStage(page).getByRole('img', { name: 'Skeleton read back from the picture' }).waitFor();
      const recent = page.getByRole('navigation', { name: 'Recent generations' }).getByRole('link');
      expect(await recent.count()).toBe(1);

      await inStage(page).getByRole('button', { name: 'Reuse settings' }).click();
      expect(await page.getByLabel('Seed').inputValue()).toMatch(/^\d+$/);
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'goes on where it was after a reload, and after the API was killed',
    async () => {
      const { page } = await open('/');
      await page.getByRole('option').first().click();
      await fillRecipe(page, 'a slow picture', MANY_STEPS);
      await page.keyboard.press('Control+Enter');
      const step = inStage(page).getByText(/Step \d+ of/);
      await step.waitFor();
      await admin.service.whileWorkerIsHeld(async () => {
        await page.reload();
        await step.waitFor();
        await admin.service.restartApi();
        await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
      });
      await awaitPicture(page, 'a slow picture');
    },
    LIMIT_MS,
  );

  it(
    'fills a scene, and hands it over to GraphiQL as a mutation that works',
    async () => {
      const { page, complaints } = await open('/');
      await page.getByRole('option').first().click();
      await page.getByRole('combobox', { name: 'Scene' }).click();
      await page.getByRole('option').filter({ hasText: 'one person' }).first().click();
      await page.getByRole('textbox', { name: 'Action' }).fill('reading a book');
      await page.getByText(/reading a book/).waitFor();
      await page.getByRole('button', { name: 'Copy as GraphQL' }).click();
      await page.getByRole('menuitem', { name: 'Open in GraphiQL' }).click();

      await page.locator('.graphiql-query-editor .CodeMirror').waitFor();
      await page.getByRole('button', { name: /Execute query/ }).click();
      await page.locator('.result-window').getByText('QUEUED').waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'works with the keyboard alone, and cancels with Escape',
    async () => {
      const { page } = await open('/');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Shift+?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });

      await page.keyboard.press('/');
      await page.keyboard.type('hold');
      await page.getByRole('option', { name: 'Standing', exact: true }).waitFor({ state: 'detached' });
      await page.getByRole('option').first().focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.getByRole('option', { selected: true }).waitFor();
      await fillRecipe(page, 'never to be finished', MANY_STEPS);
      await page.keyboard.press('Control+Enter');
      await inStage(page)
        .getByText(/Step \d+ of/)
        .waitFor();
      await admin.service.whileWorkerIsHeld(() => page.keyboard.press('Escape'));
      await inStage(page).getByText('Canceled').first().waitFor();
    },
    LIMIT_MS,
  );

  it('lists generations, narrows them by state, and tells all of one', async () => {
    const { page, complaints } = await open('/generations');
    await page.getByRole('link', { name: 'mural, a woman walking' }).waitFor();
    await page.getByText('Canceled', { exact: true }).first().click();
    await page.getByRole('link', { name: 'mural, a woman walking' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?state=CANCELED');
    await page.getByRole('button', { name: 'Clear' }).click();

    await page.getByRole('link', { name: 'mural, a woman walking' }).click();
    const details = page.getByRole('dialog', { name: 'Generation' });
    await details.getByText('Walking, version 1').waitFor();
    await details.getByText('Succeeded').waitFor();
    expect(await details.getByRole('img').count()).toBeGreaterThanOrEqual(2);
    expect(complaints).toEqual([]);
  });

  it('is light or dark as the system is, and as it is told', async () => {
    const { page } = await open('/generations', DARK);
    await page.getByRole('heading', { name: 'Generations' }).waitFor();
    const dark = await readBackground(page);
    await page.getByRole('button', { name: 'Light or dark' }).click();
    await page.getByRole('menuitem', { name: 'Light', exact: true }).click();
    expect(await readBackground(page)).not.toBe(dark);
    await page.reload();
    await page.getByRole('heading', { name: 'Generations' }).waitFor();
    expect(await readBackground(page)).not.toBe(dark);
  });

  it.each(['/playground', '/generations'])('fits a phone: %s', async (path) => {
    const { page } = await open(path, PHONE);
    await page.getByRole('link', { name: 'Generations', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.getElementById('content')!.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it('picks a pose on a phone', async () => {
    const { page } = await open('/playground', PHONE);
    await page.getByRole('button', { name: 'Pick a pose' }).click();
    await page.getByRole('dialog').getByRole('option', { name: 'Standing', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('form', { name: 'Recipe' }).getByText('Standing').waitFor();
  });

  it('says what to do where there is nothing', async () => {
    const { page } = await open('/generations/bm90aGluZw?state=FAILED');
    await page.getByText('There is no such generation').waitFor();
    await page.goto(`${admin.service.url}/nowhere`);
    await page.getByRole('link', { name: 'Go to the playground' }).click();
    await page.getByText('A pose, a scene, a picture').waitFor();
  });
});
