import {
  cancelGeneration,
  cancelReport,
  createDataset,
  createDatasetSnapshot,
  createGeneration,
  createReport,
  type Generation,
} from '@contrapposto/platform';
import { keepParts, until } from '@contrapposto/platform/testing';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { toGlobalId } from './global-id.js';
import { type Free, STUDIO_HEADER, useApi } from './testing/use-api.js';

const FOLLOW =
  'subscription ($id: ID!, $after: Int) { generationEvents(id: $id, after: $after) { generationId seq type } }';
const FOLLOW_REPORT =
  'subscription ($id: ID!, $after: Int) { evaluationReportEvents(id: $id, after: $after) { reportId seq type } }';

describe('operations over a WebSocket', () => {
  const api = useApi();
  const clients: Client[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });

  function connect(studioId = api.own.studioId, headers: Record<string, string> = {}): Client {
    class Socket extends WebSocket {
      constructor(address: string, protocols: string | string[]) {
        super(address, protocols, { headers: { [STUDIO_HEADER]: studioId, ...headers } });
      }
    }
    const url = api.url.replace('http', 'ws') + '/graphql';
    const client = createClient({ url, webSocketImpl: Socket, retryAttempts: 0 });
    clients.push(client);
    return client;
  }

  function follow(query: string, variables: Record<string, unknown>, client = connect()) {
    const results: Free[] = [];
    const iterator = client.iterate<Free>({ query, variables });
    const done = (async () => {
      for await (const result of iterator) results.push(result.data ?? result.errors);
    })();
    return { results, done, leave: () => iterator.return!() };
  }

  const create = async (studio = api.own): Promise<Generation> =>
    (await createGeneration(api.database, keepParts, studio.request)).generation;
  const subscriptions = async () => {
    const text = await (await api.get('/metrics')).text();
    return Number(/^contrapposto_subscriptions (\d+)/m.exec(text)![1]);
  };

  it('replays what was, follows what comes, and completes after the last event', async () => {
    const { id } = await create();
    const globalId = toGlobalId('Generation', id);
    const { results, done } = follow(FOLLOW, { id: globalId });
    await until(() => results.length === 1);
    await cancelGeneration(api.database, id);
    await done;
    expect(results.map(({ generationEvents }) => generationEvents)).toEqual([
      { generationId: globalId, seq: 1, type: 'QUEUED' },
      { generationId: globalId, seq: 2, type: 'CANCELED' },
    ]);
    const again = follow(FOLLOW, { id: globalId, after: 1 });
    await again.done;
    expect(again.results.map(({ generationEvents: { seq } }) => seq)).toEqual([2]);
    const nothing = follow(FOLLOW, { id: globalId, after: 2 });
    await nothing.done;
    expect(nothing.results).toEqual([]);
  });

  it("replays a report's events, and follows to the last", async () => {
    const { database, own } = api;
    const { studioId, modelId } = own;
    const { id: datasetId } = await createDataset(database, { studioId, name: 'followed' });
    const pose = { skeleton: 'coco17' as const, width: 64, height: 64, people: [] };
    const { snapshot } = await createDatasetSnapshot(database, studioId, { datasetId, samples: [{ key: 'a', pose }] });
    const generator = { kind: 'MODEL', modelId, recipe: {} } as const;
    const request = { snapshotId: snapshot.id, metrics: ['AP' as const], seed: 1, generator };
    const { report } = await createReport(database, studioId, { name: 'followed', request });
    const id = toGlobalId('EvaluationReport', report.id);
    const { results, done } = follow(FOLLOW_REPORT, { id });
    await until(() => results.length === 1);
    await cancelReport(database, report.id);
    await done;
    expect(results.map(({ evaluationReportEvents }) => evaluationReportEvents)).toEqual([
      { reportId: id, seq: 1, type: 'QUEUED' },
      { reportId: id, seq: 2, type: 'CANCELED' },
    ]);
    const foreign = follow(FOLLOW_REPORT, { id }, connect(api.rival.studioId));
    const errors = await foreign.done.then(
      () => foreign.results[0],
      (thrown: unknown) => thrown,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  it('ends its work as soon as the follower leaves', async () => {
    const { id } = await create();
    const following = follow(FOLLOW, { id: toGlobalId('Generation', id) });
    await until(() => following.results.length === 1);
    expect(await subscriptions()).toBe(1);
    await following.leave();
    await until(async () => (await subscriptions()) === 0);
    const lost = follow(FOLLOW, { id: toGlobalId('Generation', id) });
    lost.done.catch(() => undefined);
    await until(() => lost.results.length === 1);
    clients.at(-1)!.terminate();
    await until(async () => (await subscriptions()) === 0);
  });

  it('goes on where the database was lost for a moment', async () => {
    const { id } = await create();
    const { results, done } = follow(FOLLOW, { id: toGlobalId('Generation', id) });
    await until(() => results.length === 1);
    await api.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name in ('contrapposto api', 'contrapposto work_events')`,
    );
    await cancelGeneration(api.database, id);
    await done;
    expect(results.map(({ generationEvents: { seq } }) => seq)).toEqual([1, 2]);
  });

  it('shows generations as they are created and change, by filter, and of the own studio alone', async () => {
    const query =
      'subscription ($filter: GenerationFilter) { generations(filter: $filter) { id state events { seq } } }';
    const all = follow(query, {});
    const canceled = follow(query, { filter: { states: ['CANCELED'] } });
    await until(async () => (await subscriptions()) === 2);
    // They look at what there is before they begin to tell.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await create(api.rival);
    const { id } = await create();
    await until(() => all.results.length === 1);
    await cancelGeneration(api.database, id);
    await until(() => all.results.length === 2 && canceled.results.length === 1);
    const globalId = toGlobalId('Generation', id);
    // Events are loaded anew for each: the second has more of them.
    expect(all.results).toEqual([
      { generations: { id: globalId, state: 'QUEUED', events: [{ seq: 1 }] } },
      { generations: { id: globalId, state: 'CANCELED', events: [{ seq: 1 }, { seq: 2 }] } },
    ]);
    expect(canceled.results).toEqual(all.results.slice(1));
    await all.leave();
    await canceled.leave();
  });

  it('runs queries, too', async () => {
    const { results, done } = follow('{ viewer { studio { slug } } }', {});
    await done;
    expect(results).toEqual([{ viewer: { studio: { slug: 'own' } } }]);
  });

  it.each<[string, string, (foreign: string) => object, string]>([
    ['an id that is none', FOLLOW, () => ({ id: 'x' }), 'INVALID_INPUT'],
    ["another studio's generation", FOLLOW, (id) => ({ id }), 'NOT_FOUND'],
    [
      'a field that does not exist',
      'subscription { generations { nothing } }',
      () => ({}),
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['what is no GraphQL', 'subscription {', () => ({}), 'GRAPHQL_PARSE_FAILED'],
    [
      'what costs too much',
      '{ poseLibraries(first: 100) { nodes { poses(first: 100) { nodes { library { id } } } } } }',
      () => ({}),
      'COST_LIMIT_EXCEEDED',
    ],
  ])('refuses %s', async (_name, query, variables, code) => {
    const { id } = await create(api.rival);
    const { results, done } = follow(query, variables(toGlobalId('Generation', id)) as Record<string, unknown>);
    const errors = await done.then(
      () => results[0],
      (thrown: unknown) => thrown,
    );
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  it('lets no other page in', async () => {
    const client = connect(api.own.studioId, { origin: 'https://elsewhere.example' });
    const { done } = follow('{ viewer { studio { slug } } }', {}, client);
    await expect(done).rejects.toBeDefined();
  });
});
