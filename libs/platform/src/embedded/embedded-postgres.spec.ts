import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Program } from '../testing/program.js';
import { createTemporaryFolder } from '../testing/temporary-folder.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { identifyProcess } from './process-identity.js';

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // The server may be killed under it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The process that keeps a server: its parent. */
function findKeeper(serverPid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${serverPid}/status`, 'utf8'))![1]);
}

describe('the embedded server', () => {
  const temporary = createTemporaryFolder();
  // A killed process leaves what it wrote with the system, so these specs can do without waiting for the disk.
  const options = {
    folder: join(temporary.path, 'postgres'),
    initdbFlags: ['--no-sync'],
    settings: { fsync: 'off', shared_buffers: '16MB' },
  };
  const start = () => startEmbeddedPostgres(options);
  let server: EmbeddedPostgres | undefined;

  afterEach(() => server?.dispose());
  afterAll(() => temporary.remove());

  it('starts on an empty folder, with a password that counts, on the loopback address alone', async () => {
    server = await start();
    const [row] = await query(server.url, 'select current_database() as name, version() as version, 1 + 1 as two');
    expect(row).toMatchObject({ name: 'contrapposto', version: expect.stringContaining('PostgreSQL 18.4'), two: 2 });
    expect(await query(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const stranger = new URL(server.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
    await query(server.url, 'create table kept (n int); insert into kept values (1)');
  });

  it('finds its data again, and leaves nothing but them and the password behind', async () => {
    server = await start();
    expect(await query(server.url, 'select n from kept')).toEqual([{ n: 1 }]);
    const { url } = server;
    await server.dispose();
    expect(readdirSync(options.folder).sort()).toEqual(['data', 'password']);
    expect(readFileSync(join(options.folder, 'password'), 'utf8')).toBe(new URL(url).password);
  });

  it('refuses a second owner, in this program and in another, and says whose it is', async () => {
    server = await start();
    const refusal = { code: 'SERVER_FOLDER_IN_USE', message: expect.stringContaining(`process ${process.pid}`) };
    await expect(start()).rejects.toMatchObject(refusal);
    expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('takes over when its owner was killed: the server follows its owner, the record counts for nothing', async () => {
    const owner = Program.start('server-owner', options);
    const { url, pid } = await owner.read<{ url: string; pid: number }>();
    await query(url, 'insert into kept values (2)');
    await owner.kill();
    server = await start();
    expect(identifyProcess(pid)).toBeNull();
    expect(await query(server.url, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('takes over when everything but the server was killed', async () => {
    const owner = Program.start('server-owner', options);
    const { url, pid } = await owner.read<{ url: string; pid: number }>();
    await query(url, 'insert into kept values (3)');
    process.kill(findKeeper(pid), 'SIGKILL');
    await owner.kill();
    expect(identifyProcess(pid)).not.toBeNull();
    server = await start();
    expect(identifyProcess(pid)).toBeNull();
    expect(await query(server.url, 'select max(n) as n from kept')).toEqual([{ n: 3 }]);
  });

  it('recovers what was committed when the server itself was killed', async () => {
    server = await start();
    await query(server.url, 'insert into kept values (4)');
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
    await server.dispose();
    expect(readdirSync(join(options.folder, 'data'))).toContain('postmaster.pid');
    server = await start();
    expect(await query(server.url, 'select max(n) as n from kept')).toEqual([{ n: 4 }]);
  });

  it('is not kept out by a number that has gone to another program', async () => {
    writeFileSync(join(options.folder, 'owner.json'), JSON.stringify({ pid: process.pid, identity: 'an earlier one' }));
    writeFileSync(join(options.folder, 'data', 'postmaster.pid'), `${process.ppid}\n${options.folder}/data\n`);
    server = await start();
    expect(await query(server.url, 'select count(*)::int as n from kept')).toEqual([{ n: 4 }]);
  });

  it('refuses data of another major version', async () => {
    const folder = join(temporary.path, 'old');
    server = undefined;
    mkdirSync(join(folder, 'data'), { recursive: true });
    writeFileSync(join(folder, 'data', 'PG_VERSION'), '15\n');
    await expect(startEmbeddedPostgres({ folder })).rejects.toMatchObject({
      code: 'SERVER_UNAVAILABLE',
      message: expect.stringContaining('data of Postgres 15'),
    });
    expect(readdirSync(folder)).toEqual(['data']);
  });
});
