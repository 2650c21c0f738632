import 'reflect-metadata';
import {
  createTemporaryFolder,
  createTestStudio,
  type TestStudio,
  useTestDatabase,
} from '@contrapposto/platform/testing';
import type { Database } from '@contrapposto/platform';
import { createConfig } from '../config.js';
import { type RunningApi, startApi } from '../start-api.js';

/** Specs read answers freely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Free = any;

export interface Answer {
  readonly data?: Free;
  readonly errors?: readonly { message: string; path?: unknown; extensions: Record<string, Free> }[];
  readonly extensions?: Free;
}

/** A server of its own for a spec file, with two studios: a header says of which the caller is. */
export interface ApiUnderTest {
  readonly url: string;
  readonly database: Database;
  readonly own: TestStudio;
  readonly rival: TestStudio;
  readonly storage: string;
  ask(query: string, variables?: object, as?: TestStudio): Promise<Answer>;
  get(path: string, init?: RequestInit, as?: TestStudio): Promise<Response>;
}

export const STUDIO_HEADER = 'x-studio';
export const UPLOAD_LIMIT = 4_000;

export function useApi(): ApiUnderTest {
  const clone = useTestDatabase();
  const folder = createTemporaryFolder();
  let api: RunningApi;
  let own: TestStudio;
  let rival: TestStudio;
  beforeAll(async () => {
    own = await createTestStudio(clone.current, 'own');
    rival = await createTestStudio(clone.current, 'rival');
    for (const { modelId } of [own, rival])
      await clone.current.query('update models set defaults = $2 where id = $1', [
        modelId,
        JSON.stringify({
          width: 64,
          height: 64,
          scheduler: 'euler',
          numInferenceSteps: 4,
          sizeMultiple: 16,
          scenes: ['x'],
        }),
      ]);
    api = await startApi({
      ...createConfig({
        databaseUrl: clone.current.url,
        host: '127.0.0.1',
        port: 0,
        storage: folder.path,
        logLevel: 'silent',
        uploadLimitBytes: UPLOAD_LIMIT,
      }),
      authenticate: ({ headers }) => {
        const studioId = headers[STUDIO_HEADER];
        return Promise.resolve(typeof studioId === 'string' ? { studioId } : null);
      },
    });
  });
  afterAll(async () => {
    await api.dispose();
    folder.remove();
  });
  const get = (path: string, init: RequestInit = {}, as = own) =>
    fetch(`${api.url}${path}`, { ...init, headers: { [STUDIO_HEADER]: as.studioId, ...(init.headers as object) } });
  return {
    get url() {
      return api.url;
    },
    get database() {
      return clone.current;
    },
    get own() {
      return own;
    },
    get rival() {
      return rival;
    },
    storage: folder.path,
    get,
    ask: async (query, variables, as) => {
      const body = JSON.stringify({ query, variables });
      const response = await get(
        '/graphql',
        { method: 'POST', body, headers: { 'content-type': 'application/json' } },
        as,
      );
      return (await response.json()) as Answer;
    },
  };
}
