import { createStorage, listReports, seedReports } from '@contrapposto/platform';
import { toGlobalId } from '../global-id.js';
import { type Free, useApi } from '../testing/use-api.js';

describe('the reports that come along', () => {
  const api = useApi();
  let ids: string[];
  let snapshotId: string;

  beforeAll(async () => {
    const { studioId } = api.own;
    await seedReports(api.database, createStorage(api.storage), studioId);
    const { edges } = await listReports(api.database, studioId, { page: { first: 100 } });
    ids = edges.map(({ node }) => toGlobalId('EvaluationReport', node.id));
    snapshotId = toGlobalId('DatasetSnapshot', edges[0]!.node.snapshotId);
  });

  it('are ranked in one table, and compared with each other', async () => {
    const { data } = await api.ask(
      'query ($id: ID!) { leaderboard(snapshotId: $id, metric: AP) { entries { rank report { id } value { value } } } }',
      { id: snapshotId },
    );
    expect(data.leaderboard).toHaveLength(1);
    expect(data.leaderboard[0].entries.map(({ report }: Free) => report.id).sort()).toEqual([...ids].sort());
    const compared = await api.ask(
      'query ($a: ID!, $b: ID!) { compareReports(a: $a, b: $b) { comparison { rows { metric } } userErrors { code } } }',
      { a: ids[0], b: ids[1] },
    );
    expect(compared.data.compareReports.userErrors).toEqual([]);
    const metrics = new Set(compared.data.compareReports.comparison.rows.map(({ metric }: Free) => metric));
    expect([...metrics]).toEqual(expect.arrayContaining(['AP', 'CAP', 'PCE', 'FID', 'KID', 'CLIPSIM']));
  });

  it('show their pictures, and are exported with them', async () => {
    const { data } = await api.ask(
      `query ($id: ID!) { node(id: $id) { ... on EvaluationReport { state generator { kind note } joints { name } exports { html }
         samples(first: 1) { nodes { picture { url width } reference { url } found } } } } }`,
      { id: ids[0] },
    );
    const { state, generator, joints, exports, samples } = data.node;
    expect([state, generator.kind, joints.length]).toEqual(['SUCCEEDED', 'EXTERNAL', 17]);
    expect(generator.note).toContain('Drawn by');
    const [{ picture, reference }] = samples.nodes;
    for (const { url } of [picture, reference])
      expect((await api.get(url)).headers.get('content-type')).toBe('image/webp');
    expect(await (await api.get(exports.html)).text()).toContain('data:image/webp;base64,');
  });
});
