import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TINY_MODEL = path.resolve('tools/golden/vectors/onnx/humansd');
const SERVICE = path.resolve('tools/service.mjs');
/** A busy machine takes its time to start four programs, and four more. */
const LIMIT_MS = 300_000;

/** `npm start` after its build. */
const PROGRAM = `
  import { runService } from ${JSON.stringify(SERVICE)};
  process.env.CONTRAPPOSTO_MODELS = ${JSON.stringify(TINY_MODEL)};
  const ending = new AbortController();
  process.on('SIGINT', () => ending.abort());
  const say = (line) => console.log(line);
  await runService({ ...JSON.parse(process.argv[1]), host: '127.0.0.1', databaseUrl: null, say, signal: ending.signal });
`;

function start(data: string, port: number): { child: ChildProcess; said: () => string } {
  const args = ['--input-type=module', '--eval', PROGRAM, JSON.stringify({ data, port })];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The process that runs this script as a child of that one. */
function findChild(parent: number, script: string): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const found = lines
    .map((line) => line.trim().split(/\s+/))
    .find(([, owner, ...args]) => Number(owner) === parent && args.some((arg) => arg.endsWith(script)));
  return Number(found?.[0]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('npm start', () => {
  let data: string;
  const started: ChildProcess[] = [];
  beforeAll(() => {
    data = mkdtempSync(path.join(tmpdir(), 'contrapposto-start-'));
    // The database's own account has to be able to enter it.
    chmodSync(data, 0o755);
  });
  afterAll(async () => {
    for (const child of started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    rmSync(data, { recursive: true, force: true });
  });

  it(
    'brings up everything, starts again what dies, refuses a second owner, and ends in order',
    async () => {
      const port = await findFreePort();
      const { child, said } = start(data, port);
      started.push(child);
      const until = async (pattern: RegExp) => {
        while (!pattern.test(said())) {
          if (child.exitCode !== null) throw new Error(`expected ${pattern.source}, got the end:\n${said()}`);
          await sleep(100);
        }
      };
      await until(/Contrapposto is at http/);
      expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);

      const second = start(data, await findFreePort());
      started.push(second.child);
      const [code] = (await once(second.child, 'exit')) as [number];
      expect(code).toBe(1);
      expect(second.said()).toContain(`in use by process ${child.pid}`);

      const api = findChild(child.pid!, 'apps/api/dist/main.js');
      process.kill(api, 'SIGKILL');
      await until(/API +ended \(SIGKILL\)[^]*API +ready/);
      expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);

      const left = ['apps/api/dist/main.js', 'apps/worker/dist/main.js'].map((script) => findChild(child.pid!, script));
      expect(left.every(isAlive)).toBe(true);
      child.kill('SIGINT');
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(left.some(isAlive)).toBe(false);
    },
    LIMIT_MS,
  );

  it.each([
    [['--help'], 0, '--data'],
    [['--prot', '3'], 2, '--prot'],
    [['--port', 'many'], 2, 'many'],
  ])('answers %j before it does anything', (args, code, word) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/start.mjs', ...args], { encoding: 'utf8' });
    expect(status).toBe(code);
    expect(stdout + stderr).toContain(word);
  });

  it.each(['api', 'worker'])('says what npm run %s needs', (name) => {
    const args = ['-u', 'DATABASE_URL', process.execPath, 'tools/program.mjs', name];
    const { status, stderr } = spawnSync('env', args, { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain(`DATABASE_URL=postgresql://user:password@localhost/contrapposto npm run ${name}`);
  });
});
