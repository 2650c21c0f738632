import { createHash } from 'node:crypto';
import { createLocalStorage, createPose, createPoseLibrary } from '@contrapposto/platform';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import sharp from 'sharp';
import type { AddressInfo } from 'node:net';
import { toGlobalId } from '../global-id.js';
import { UPLOAD_LIMIT, useApi } from '../testing/use-api.js';
import { createAdminRouter } from './admin.js';

describe('files', () => {
  const api = useApi();
  let sha256: string;
  let bytes: Buffer;

  beforeAll(async () => {
    bytes = await sharp({ create: { width: 300, height: 150, channels: 3, background: '#c0ffee' } })
      .png()
      .toBuffer();
    ({ sha256 } = await createLocalStorage(api.storage).write(bytes));
    await giveTo(api.own.studioId, 'image/png', sha256, bytes.length);
  });

  /** As a worker does when a picture is done. */
  async function giveTo(studioId: string, mediaType: string, hash: string, byteSize: number) {
    await api.database.query('insert into stored_files (sha256, byte_size, media_type) values ($1, $2, $3)', [
      hash,
      byteSize,
      mediaType,
    ]);
    await api.database.query(
      `with g as (
         insert into generations (studio_id, request_digest, model_id, recipe, recipe_digest) values ($1, '', $2, '{}', '') returning id
       ) insert into generated_images (generation_id, kind, sha256, width, height) select id, 'PICTURE', $3, 300, 150 from g`,
      [studioId, api.own.modelId, hash],
    );
  }

  const read = async (response: Response) => Buffer.from(await response.arrayBuffer());

  it('come whole, for ever, under a name of any kind', async () => {
    const response = await api.get(`/files/${sha256}/dancer.png`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.length),
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
      'cache-control': expect.stringContaining('immutable'),
      'x-content-type-options': 'nosniff',
    });
    expect((await read(response)).equals(bytes)).toBe(true);
    const known = await api.get(`/files/${sha256}`, { headers: { 'if-none-match': `"${sha256}"` } });
    expect([known.status, (await read(known)).length]).toEqual([304, 0]);
    const head = await api.get(`/files/${sha256}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
  });

  it.each<[string, number, (size: number) => [number, number]]>([
    ['bytes=0-9', 206, () => [0, 9]],
    ['bytes=10-', 206, (size) => [10, size - 1]],
    ['bytes=-5', 206, (size) => [size - 5, size - 1]],
    ['bytes=5-99999999', 206, (size) => [5, size - 1]],
    ['bytes=9-5', 200, (size) => [0, size - 1]],
    ['bytes=0-1,4-5', 200, (size) => [0, size - 1]],
    ['lines=1-2', 200, (size) => [0, size - 1]],
  ])('come in part: %s', async (range, status, expected) => {
    const response = await api.get(`/files/${sha256}`, { headers: { range } });
    const [start, end] = expected(bytes.length);
    expect(response.status).toBe(status);
    if (status === 206) expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${bytes.length}`);
    expect((await read(response)).equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  it('refuse a range that lies outside, and ignore one of another version', async () => {
    const outside = await api.get(`/files/${sha256}`, { headers: { range: 'bytes=99999999-' } });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    const other = await api.get(`/files/${sha256}`, { headers: { range: 'bytes=0-1', 'if-range': '"other"' } });
    expect(other.status).toBe(200);
    await other.arrayBuffer();
  });

  it('come small, at fixed sizes', async () => {
    const response = await api.get(`/files/${sha256}?size=64`);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(await sharp(await read(response)).metadata()).toMatchObject({ format: 'webp', width: 64, height: 32 });
    const large = await sharp(await read(await api.get(`/files/${sha256}?size=512`))).metadata();
    expect([large.width, large.height]).toEqual([300, 150]);
    expect((await api.get(`/files/${sha256}?size=65`)).status).toBe(400);
  });

  it.each(['f'.repeat(64), 'nonsense', '..%2f..%2fetc%2fpasswd'])('that are not there: %s', async (name) => {
    const response = await api.get(`/files/${name}`);
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'FILE_NOT_FOUND' } }]);
  });

  it('are refused as pictures where they are none, and no refusal is kept', async () => {
    const { sha256: broken } = await createLocalStorage(api.storage).write(Buffer.from('no picture'));
    await giveTo(api.own.studioId, 'image/png', broken, 10);
    const response = await api.get(`/files/${broken}?size=64`);
    expect([response.status, await response.json()]).toMatchObject([415, { error: { code: 'NOT_A_PICTURE' } }]);
    expect([response.headers.get('cache-control'), response.headers.get('etag')]).toEqual([
      'no-store',
      expect.anything(),
    ]);
  });

  it("are nobody else's", async () => {
    expect((await api.get(`/files/${sha256}`, {}, api.rival)).status).toBe(404);
    expect((await api.get(`/files/${sha256}?size=64`, {}, api.rival)).status).toBe(404);
  });

  it('are downloads where they are no pictures, whatever they say', async () => {
    const page = '<script>alert(1)</script>';
    const upload = await api.get('/uploads?fileName=page.html', { method: 'POST', body: page });
    const answer = (await upload.json()) as { id: string; sha256: string; byteSize: number };
    expect([upload.status, answer]).toEqual([
      201,
      {
        id: expect.any(String),
        sha256: createHash('sha256').update(page).digest('hex'),
        byteSize: page.length,
        fileName: 'page.html',
      },
    ]);
    const response = await api.get(`/files/${answer.sha256}/page.html`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect((await api.get(`/files/${answer.sha256}?size=64`)).status).toBe(415);
    expect((await api.get(`/files/${answer.sha256}`, {}, api.rival)).status).toBe(404);
  });

  it('are refused where they have no name or are too large, and nothing is kept of them', async () => {
    expect((await api.get('/uploads', { method: 'POST', body: 'x' })).status).toBe(400);
    const tooLarge = 'x'.repeat(UPLOAD_LIMIT + 1);
    const declared = await api.get('/uploads?fileName=a', { method: 'POST', body: tooLarge });
    expect([declared.status, await declared.json()]).toMatchObject([413, { error: { code: 'UPLOAD_TOO_LARGE' } }]);
    const body = new Blob([tooLarge]).stream();
    const streamed = await api.get('/uploads?fileName=a', { method: 'POST', body, duplex: 'half' });
    expect(streamed.status).toBe(413);
    const { rows } = await api.database.query(`select from uploads where file_name = 'a'`);
    expect(rows).toEqual([]);
  });

  it('of poses are drawn', async () => {
    const { studioId } = api.own;
    const library = await createPoseLibrary(api.database, { studioId, name: 'drawn' });
    const keypoints = Array.from({ length: 17 }, (_, joint) => ({ x: joint, y: joint, visibility: 2 as const }));
    const data = { skeleton: 'coco17', name: '<script>', width: 32, height: 32, people: [{ keypoints }] } as const;
    const pose = await createPose(api.database, { studioId, libraryId: library.id, name: 'p', data });
    const path = `/poses/${toGlobalId('PoseVersion', pose.currentVersionId)}/thumbnail.svg`;
    const response = await api.get(path);
    expect(response.headers.get('content-type')).toContain('image/svg+xml');
    const svg = await response.text();
    expect(svg).toMatch(/^<svg .*<circle/);
    expect(svg).not.toContain('script');
    expect((await api.get(path, {}, api.rival)).status).toBe(404);
    expect((await api.get('/poses/x/thumbnail.svg')).status).toBe(404);
  });
});

describe('a server', () => {
  const api = useApi();

  it('says that it lives, that it is ready, and how it does', async () => {
    expect(await (await api.get('/health')).json()).toEqual({ status: 'ok' });
    expect(await (await api.get('/ready')).json()).toEqual({ status: 'ready' });
    await api.ask('{ viewer { studio { id } } }');
    const metrics = await (await api.get('/metrics')).text();
    expect(metrics).toMatch(/contrapposto_http_request_seconds_count\{method="GET",route="\/ready",status="200"\} 1/);
    expect(metrics).toMatch(/contrapposto_graphql_operations_total\{type="query",outcome="ok"\} 1/);
    for (const name of [
      'contrapposto_event_loop_delay_p99_seconds',
      'contrapposto_subscriptions',
      'process_cpu_seconds_total',
    ])
      expect(metrics).toMatch(new RegExp(`^${name} `, 'm'));
  });

  it('is not ready while a migration is missing', async () => {
    const { rows } = await api.database.query<{ name: string }>(
      'delete from _prisma_migrations where migration_name = (select max(migration_name) from _prisma_migrations) returning migration_name as name',
    );
    const response = await api.get('/ready');
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'not migrated', missing: [rows[0]!.name] },
    ]);
  });

  it('serves other pages nothing', async () => {
    const response = await api.get('/graphql', { method: 'POST', headers: { origin: 'https://elsewhere.example' } });
    expect([response.status, await response.json()]).toMatchObject([403, { error: { code: 'FOREIGN_ORIGIN' } }]);
  });
});

describe('the web app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contrapposto-admin-'));
  const server = express().use(createAdminRouter(folder)).listen(0, '127.0.0.1');
  const get = (path: string) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers: { accept: 'text/html' } });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('says how it is built, and answers every address once it is', async () => {
    const missing = await get('/');
    expect([missing.status, await missing.text()]).toEqual([
      503,
      expect.stringContaining('npm run build -w apps/admin'),
    ]);
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>Admin</title>');
    writeFileSync(join(folder, 'assets', 'main-1a2b.js'), '1');
    for (const path of ['/', '/generations/5']) {
      const page = await get(path);
      expect([page.status, await page.text()]).toEqual([200, '<title>Admin</title>']);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(page.headers.get('cache-control')).toBe('no-cache');
    }
    const script = await get('/assets/main-1a2b.js');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await get('/assets/none.js')).status).toBe(404);
  });
});
