import { createDataset, createDatasetSnapshot, createReport } from '@contrapposto/platform';
import { toGlobalId } from '../global-id.js';
import { measureReport } from '../testing/measure-report.js';
import { useApi } from '../testing/use-api.js';
import sharp from 'sharp';

const KEYPOINTS = Array.from({ length: 17 }, (_, joint) => ({
  x: 8 + 3 * joint,
  y: 8 + 2 * joint,
  visibility: 2 as const,
}));
const NAME = 'night / "shift" <b>';

describe('exports of reports', () => {
  const api = useApi();
  let path: string;
  let unmeasured: string;

  beforeAll(async () => {
    const { database, own } = api;
    const { studioId } = own;
    const dataset = await createDataset(database, { studioId, name: 'set' });
    const pose = { skeleton: 'coco17' as const, width: 64, height: 64, people: [{ keypoints: KEYPOINTS }] };
    const samples = ['a', 'b', 'c'].map((key) => ({ key, scene: 'mural', caption: `<i>${key}</i>`, pose }));
    const { snapshot } = await createDatasetSnapshot(database, studioId, { datasetId: dataset.id, samples });
    const body = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#c0ffee' } })
      .png()
      .toBuffer();
    const response = await api.get('/uploads?fileName=a.png', { method: 'POST', body: new Uint8Array(body) });
    const uploadId = Buffer.from(((await response.json()) as { id: string }).id, 'base64url')
      .toString()
      .split(':')[1]!;
    const create = async () => {
      const generator = { kind: 'EXTERNAL', name: 'NTED' } as const;
      const request = { snapshotId: snapshot.id, metrics: ['AP', 'PCE'] as ('AP' | 'PCE')[], seed: 0, generator };
      const pictures = samples.map(({ key }) => ({ key, uploadId }));
      return (await createReport(database, studioId, { name: NAME, request, pictures })).report.id;
    };
    const id = await create();
    await measureReport(database, id, { offBy: 1, lost: ['c'] });
    path = `/reports/${toGlobalId('EvaluationReport', id)}`;
    unmeasured = `/reports/${toGlobalId('EvaluationReport', await create())}`;
  });

  it('come as JSON and as CSV, to keep', async () => {
    const json = await api.get(`${path}.json`);
    expect(Object.fromEntries(json.headers)).toMatchObject({
      'content-type': expect.stringContaining('application/json'),
      'content-disposition': 'attachment; filename="night shift b.json"',
      'cache-control': 'private, no-cache',
      etag: expect.any(String),
      'x-content-type-options': 'nosniff',
    });
    expect(await json.json()).toMatchObject({
      name: NAME,
      generator: { kind: 'EXTERNAL', name: 'NTED' },
      dataset: { name: 'set' },
    });
    const csv = await api.get(`${path}.csv`);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/csv')]);
    expect(await csv.text()).toContain('AP50');
  });

  it('come as a page with its pictures in it, that runs nothing and loads nothing', async () => {
    const page = await api.get(`${path}.html`);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': expect.stringContaining('text/html'),
      'content-security-policy': expect.stringMatching(/^default-src 'none'; img-src data:; .*sandbox$/),
    });
    expect(page.headers.get('content-disposition')).toBeNull();
    const text = await page.text();
    expect(text).toContain('data:image/webp;base64,');
    expect(text).not.toContain('<i>a</i>');
  });

  it.each<[string, () => string, number, string]>([
    ['is not measured yet', () => `${unmeasured}.json`, 409, 'NOT_MEASURED'],
    ['has a format that there is not', () => `${path}.pdf`, 404, 'NOT_FOUND'],
    ['is none', () => '/reports/x.json', 404, 'NOT_FOUND'],
  ])('are refused where one %s', async (_name, address, status, code) => {
    const response = await api.get(address());
    expect([response.status, await response.json()]).toMatchObject([status, { error: { code } }]);
  });

  it("are the studio's own", async () => {
    expect((await api.get(`${path}.html`, {}, api.rival)).status).toBe(404);
  });
});
