import type { BrowserContextOptions } from 'playwright-core';
import { CHROMIUM, type Tab, useBrowser } from './browser.js';
import { type Service, useService } from './service.js';

/** The app as somebody uses it: the whole service, and a browser before it. */
export interface Admin {
  readonly service: Service;
  /** @param address from its first slash on */
  readonly open: (address: string, options?: BrowserContextOptions) => Promise<Tab>;
  /** @throws with the errors of the answer */
  readonly ask: <T>(query: string, variables?: object) => Promise<T>;
}

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Of a test: a browser, an API, a worker and a database share the machine with whatever else it does. */
export const LIMIT_MS = 240_000;

/** Skipped where there is no browser. */
export const describeInChromium = CHROMIUM ? describe : describe.skip;

/** One service and one browser for a spec file. */
export function useAdmin(): Admin {
  const service = useService();
  const browser = useBrowser();
  return {
    get service() {
      return service.current;
    },
    async open(address, options) {
      const tab = await browser.open(options);
      await tab.page.goto(service.current.url + address);
      return tab;
    },
    async ask<T>(query: string, variables: object = {}) {
      const response = await fetch(`${service.current.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
  };
}
