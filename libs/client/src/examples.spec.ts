import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TINY_MODEL = path.resolve('tools/golden/vectors/onnx/humansd');
const STARTER_POSES = path.resolve('models/poses/starter.coco.json');
const LIMIT_MS = 300_000;

/** The examples as a reader would run them: beside `npm start`. */
describe('the examples', () => {
  let folder: string;
  let service: ChildProcess;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-examples-'));
    // The embedded database's own account has to enter it.
    chmodSync(folder, 0o755);
    const port = await findFreePort();
    url = `http://127.0.0.1:${port}`;
    service = spawn(process.execPath, [path.resolve('tools/start.mjs')], {
      env: {
        // eslint-disable-next-line no-restricted-syntax -- the spec stands where a shell would
        ...process.env,
        DATABASE_URL: '',
        PORT: String(port),
        CONTRAPPOSTO_DATA: folder,
        CONTRAPPOSTO_MODELS: TINY_MODEL,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await awaitModel(url);
  }, LIMIT_MS);

  afterAll(async () => {
    const gone = once(service, 'exit');
    service.kill('SIGINT');
    await gone;
    rmSync(folder, { recursive: true });
  }, LIMIT_MS);

  function run(example: string, ...args: string[]) {
    const file = path.resolve('libs/client/examples', `${example}.mjs`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, '--url', url, ...args], { encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  it(
    'create, follow and download',
    () => {
      const out = path.join(folder, 'picture.png');
      const { status, stdout, stderr } = run('generate', '--steps', '2', '--size', '64', '--out', out);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^1 QUEUED/);
      expect(stdout).toMatch(/\d+ SUCCEEDED/);
      expect(readFileSync(out).subarray(1, 4).toString()).toBe('PNG');
    },
    LIMIT_MS,
  );

  it(
    'import a folder of poses, and say what could not be read',
    () => {
      const poses = path.join(folder, 'poses');
      mkdirSync(poses);
      cpSync(STARTER_POSES, path.join(poses, 'a.json'));
      writeFileSync(path.join(poses, 'b.json'), 'no poses at all');
      const { status, stdout, stderr } = run('import-poses', '--folder', poses, '--tag', 'market');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^a\.json: .*, [1-9]\d* taken, 0 refused$/m);
      expect(stdout).toMatch(/^b\.json: unreadable/m);
    },
    LIMIT_MS,
  );
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Until a worker has made its model known. */
async function awaitModel(url: string): Promise<void> {
  const body = JSON.stringify({ query: '{ models(first: 1) { totalCount } }' });
  const headers = { 'content-type': 'application/json' };
  const deadline = Date.now() + LIMIT_MS;
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body }).catch(() => null);
    const answer = response?.ok ? ((await response.json()) as { data: { models: { totalCount: number } } }) : null;
    if (answer && answer.data.models.totalCount > 0) return;
    await sleep(250);
  }
  throw new Error('no worker made a model known');
}
