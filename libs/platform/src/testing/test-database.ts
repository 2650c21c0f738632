import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createDatabase, type Database } from '../database/database.js';

interface TestServer {
  readonly adminUrl: string;
  readonly template: string;
}

const PROGRAM = fileURLToPath(new URL('./test-server.mjs', import.meta.url));
const START_LIMIT_MS = 90_000;

/** Jest's own process: our parent where we are one of its workers, else ourselves. */
const RUN_PID = process.argv[1]?.includes('jest-worker') ? process.ppid : process.pid;

/** A database of the spec file's own, a clone of the migrated template; with `empty`, one with nothing in it. */
export function useTestDatabase({ empty = false } = {}): { readonly current: Database } {
  let database: Database | undefined;
  let drop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const { adminUrl, template } = await joinServer();
    const name = `spec_${randomBytes(6).toString('hex')}`;
    await runAdmin(adminUrl, `create database ${name} template ${empty ? 'template0' : template}`);
    drop = () => runAdmin(adminUrl, `drop database ${name} with (force)`);
    database = createDatabase({ url: Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href, poolSize: 20 });
  });
  afterAll(async () => {
    await database?.dispose();
    await drop?.();
  });
  return {
    get current() {
      return database!;
    },
  };
}

async function joinServer(): Promise<TestServer> {
  const folder = join(tmpdir(), `contrapposto-test-${RUN_PID}`);
  const ready = join(folder, 'ready.json');
  if (isFirst(folder)) startServer(folder);
  const deadline = Date.now() + START_LIMIT_MS;
  while (!existsSync(ready)) {
    if (Date.now() > deadline) throw new Error(`no test server: ${readFileSync(join(folder, 'log'), 'utf8')}`);
    await sleep(20);
  }
  return JSON.parse(readFileSync(ready, 'utf8')) as TestServer;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/** Of no worker: the first file may be done before the others. */
function startServer(folder: string): void {
  const log = openSync(join(folder, 'log'), 'w');
  const input = JSON.stringify({ folder, runPid: RUN_PID });
  spawn(process.execPath, [PROGRAM, input], { detached: true, stdio: ['ignore', log, log] }).unref();
}

async function runAdmin(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
