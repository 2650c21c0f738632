import { createHash } from 'node:crypto';
import { createClient, type ImportProgress } from './client.js';
import { type ClientOptions } from './core-client.js';

const GENERATION = { __typename: 'Generation', id: 'g', state: 'QUEUED', lastSeq: 1 };

/** A client whose service answers with what `answer` makes of each request, in turn. */
function clientOf(answers: readonly (() => Response | Promise<Response>)[], options: Partial<ClientOptions> = {}) {
  const requests: { url: string; body: ReturnType<typeof JSON.parse> }[] = [];
  const left = [...answers];
  const fetch = async (url: unknown, init?: RequestInit) => {
    const body = typeof init?.body === 'string' && init.body.startsWith('{') ? JSON.parse(init.body) : {};
    requests.push({ url: String(url), body });
    return left.shift()!();
  };
  return { client: createClient({ url: 'http://service', fetch, patienceMs: 2_000, ...options }), requests };
}

const data = (value: unknown) => () => Response.json({ data: value });
const lost = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }));

describe('a client', () => {
  it('asks again for a generation under one key, so that it appears once', async () => {
    const created = data({ createGeneration: { generation: GENERATION, created: true, userErrors: [] } });
    const { client, requests } = clientOf([lost, () => new Response('', { status: 503 }), created]);
    expect(await client.createGeneration({ prompt: 'a dancer' })).toEqual({ generation: GENERATION, created: true });
    const keys = requests.map(({ body }) => body.variables.input.idempotencyKey);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('does not ask again for what would be done twice', async () => {
    const { client, requests } = clientOf([lost]);
    await expect(client.retryGeneration('g')).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('connect ECONNREFUSED'),
    });
    expect(requests).toHaveLength(1);
  });

  it('throws what the service says that the caller can mend', async () => {
    const userErrors = [{ code: 'IMPOSSIBLE_SIZE', field: 'input.width', message: 'Expected a multiple of 8.' }];
    const { client } = clientOf([data({ createGeneration: { generation: null, created: false, userErrors } })]);
    const failure = client.createGeneration({ prompt: 'a dancer', width: 7 });
    await expect(failure).rejects.toMatchObject({ name: 'RejectedError', code: 'REJECTED', userErrors });
    await expect(failure).rejects.toThrow('IMPOSSIBLE_SIZE at input.width');
  });

  it('throws GraphQL errors with their codes, and other answers as what they are', async () => {
    const errors = [{ message: 'Too dear.', extensions: { code: 'COST_LIMIT' } }];
    const { client } = clientOf([
      () => Response.json({ errors }, { status: 400 }),
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      data({ node: null }),
    ]);
    await expect(client.getGeneration('g')).rejects.toMatchObject({ code: 'GRAPHQL_ERRORS', errors });
    await expect(client.getGeneration('g')).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER' });
    await expect(client.getGeneration('g')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('goes through the pages of a search as its caller goes on', async () => {
    const page = (names: string[], endCursor: string | null) =>
      data({
        poses: { nodes: names.map((name) => ({ name })), pageInfo: { hasNextPage: endCursor !== null, endCursor } },
      });
    const { client, requests } = clientOf([page(['a', 'b'], 'x'), page(['c'], null)]);
    const names: string[] = [];
    for await (const { name } of client.searchPoses({ text: 'dance' }, { pageSize: 2 })) {
      names.push(name);
      if (names.length === 2) expect(requests).toHaveLength(1);
    }
    expect(names).toEqual(['a', 'b', 'c']);
    expect(requests.map(({ body }) => body.variables.after)).toEqual([null, 'x']);
  });

  it('gives a picture only with the hash that it should have', async () => {
    const bytes = Buffer.from('a picture');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { client, requests } = clientOf([() => new Response(bytes), () => new Response('another')]);
    expect(Buffer.from(await client.download({ url: '/files/1', sha256 }))).toEqual(bytes);
    expect(requests[0]!.url).toBe('http://service/files/1');
    await expect(client.download({ url: '/files/1', sha256 })).rejects.toMatchObject({ code: 'BYTES_DAMAGED' });
  });

  it('uploads a file before it asks for its import', async () => {
    const report = { format: 'coco', taken: 1, refused: 0, changed: 0, poses: [], problems: [] };
    const running = { id: 'i', state: 'RUNNING', bytesRead: 1, report: null, failure: null };
    const { client, requests } = clientOf([
      () => Response.json({ id: 'u' }, { status: 201 }),
      data({ startImport: { import: running, userErrors: [] } }),
      data({ node: { __typename: 'PoseImport', ...running, bytesRead: 2 } }),
      data({ node: { __typename: 'PoseImport', ...running, state: 'SUCCEEDED', bytesRead: 3, report } }),
    ]);
    const file = { name: 'poses of today.json', content: '{}' };
    const told: number[] = [];
    const onProgress = ({ bytesRead }: ImportProgress) => told.push(bytesRead);
    expect(await client.importPoses({ libraryId: 'l', file, dryRun: true }, { onProgress })).toEqual(report);
    expect(told).toEqual([1, 2, 3]);
    expect(requests[0]!.url).toBe('http://service/uploads?fileName=poses+of+today.json');
    expect(requests[1]!.body.variables).toEqual({ input: { libraryId: 'l', uploadId: 'u', dryRun: true } });
  });

  it('throws what the service has against a file', async () => {
    const error = { code: 'UPLOAD_TOO_LARGE', message: 'Expected at most 100 MB.' };
    const { client } = clientOf([() => Response.json({ error }, { status: 413 })]);
    const failure = client.importPoses({ libraryId: 'l', file: { name: 'a.json', content: '{}' } });
    await expect(failure).rejects.toMatchObject({ name: 'RejectedError', userErrors: [{ ...error, field: null }] });
  });

  it('throws why an import has failed, and cancels one that is not waited for any longer', async () => {
    const failure = { code: 'UPLOAD_UNREADABLE', field: 'input.uploadId', message: 'Expected a file of poses.' };
    const running = { id: 'i', state: 'RUNNING', report: null, failure: null };
    const upload = () => Response.json({ id: 'u' }, { status: 201 });
    const input = { libraryId: 'l', file: { name: 'a.json', content: '{}' } };
    const failing = clientOf([
      upload,
      data({ startImport: { import: { ...running, state: 'FAILED', failure }, userErrors: [] } }),
    ]);
    await expect(failing.client.importPoses(input)).rejects.toMatchObject({
      name: 'RejectedError',
      userErrors: [failure],
    });
    const leaving = clientOf([
      upload,
      data({ startImport: { import: running, userErrors: [] } }),
      data({ cancelImport: { import: { id: 'i' }, userErrors: [] } }),
    ]);
    const leave = new AbortController();
    const onProgress = () => leave.abort(new Error('enough'));
    await expect(leaving.client.importPoses(input, { onProgress, signal: leave.signal })).rejects.toThrow('enough');
    expect(leaving.requests.at(-1)!.body.variables).toEqual({ input: { id: 'i' } });
  });

  it('says what to pass where there is no WebSocket', async () => {
    if ((globalThis.WebSocket as unknown) !== undefined) return;
    const { client } = clientOf([]);
    await expect(client.followGeneration('g').next()).rejects.toMatchObject({ code: 'NO_WEBSOCKET' });
  });
});
