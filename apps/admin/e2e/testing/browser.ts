import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
const LIMIT_MS = 120_000;

/** Where a Chromium is installed, or undefined. */
export const CHROMIUM = PLACES.find((place) => existsSync(place));

/** A tab, and whatever went wrong in it: errors of scripts, refusals of the content security policy, requests to elsewhere. */
export interface Tab {
  readonly page: Page;
  readonly complaints: readonly string[];
}

export interface TestBrowser {
  open(options?: BrowserContextOptions): Promise<Tab>;
}

function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A broken connection is what one of the tests is about, and the page says so itself.
    if (message.type() === 'error' && !/ERR_CONNECTION|WebSocket/.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && hostname !== '127.0.0.1') complaints.push(request.url());
  });
  return complaints;
}

/** One browser for a spec file; each tab is of a context of its own, with nothing stored. */
export function useBrowser(): TestBrowser {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: FLAGS });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(() => browser.close());
  return {
    open: async (options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(LIMIT_MS);
      return { page, complaints: watch(page) };
    },
  };
}
