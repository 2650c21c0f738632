import { createServer } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { messageOf } from '../errors.js';
import { assertReachable, prepareAccount } from './account.js';
import { prepareBinaries } from './binaries.js';
import { ADMIN, initialise } from './initialise.js';
import { awaitPredecessor } from './predecessor.js';
import { inUse, ServerFolder } from './server-folder.js';
import { ServerProcess, type ServerCommand } from './server-process.js';

export interface EmbeddedPostgresOptions {
  /** Made where it is missing. Everything of the server lies in it. */
  readonly folder: string;
  /** The database to use, made where it is missing. */
  readonly database?: string;
  /** Settings as in postgresql.conf, e.g. { max_connections: 50 }. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Flags for initdb, e.g. `--no-sync` for a server that nobody will miss. */
  readonly initdbFlags?: readonly string[];
  readonly onLog?: (line: string) => void;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  /** With its password: a secret. */
  readonly url: string;
  readonly folder: string;
  /** The server's process. */
  readonly pid: number;
  /** Resolves when the server has ended, however it did. */
  readonly ended: Promise<void>;
  /** A clean shutdown. The data stay. */
  dispose(): Promise<void>;
}

const DATABASE = 'contrapposto';
const ATTEMPTS = 5;
/** Another program took the port between our look and our start; or a killed server's last processes are about to leave. */
const PASSING_TROUBLE = /address already in use|pre-existing shared memory block/i;
const PAUSE_MS = 200;

/**
 * Starts the Postgres server that comes with the packages, on a free port of the loopback address, with a generated password.
 *
 * One program owns a folder at a time. The server ends with its owner, however that ends; what a kill leaves behind (an owner's
 * record, a postmaster.pid, a server that still shuts down) is cleared at the next start, and Postgres recovers its data.
 *
 * @throws PlatformError SERVER_UNAVAILABLE, SERVER_FOLDER_IN_USE, SERVER_START_FAILED
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = new ServerFolder(path.resolve(options.folder));
  const account = prepareAccount();
  const { initdb, postgres } = prepareBinaries(account);
  assertReachable(account, folder.data, 'data folder');
  folder.claim();
  try {
    await awaitPredecessor(folder.data);
    await initialise(folder, initdb, account, options.initdbFlags ?? []);
    const { settings = {}, onLog } = options;
    const start = { postgres, data: folder.data, account, settings, ...(onLog && { onLog }) };
    return await openServer(folder, start, options.database ?? DATABASE);
  } catch (error) {
    folder.release();
    throw error;
  }
}

async function openServer(folder: ServerFolder, start: Omit<ServerCommand, 'port'>, database: string) {
  const { server, port } = await startOnFreePort(start);
  const urlOf = (name: string) => `postgresql://${ADMIN}:${folder.readPassword()}@127.0.0.1:${port}/${name}`;
  try {
    await ensureDatabase(urlOf('postgres'), database);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const dispose = async () => {
    await server.stop();
    folder.release();
  };
  const { path: place } = folder;
  return {
    url: urlOf(database),
    folder: place,
    pid: server.pid!,
    ended: server.ended,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

async function startOnFreePort(start: Omit<ServerCommand, 'port'>) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    try {
      return { server: await ServerProcess.start({ ...start, port }), port };
    } catch (error) {
      if (/lock file "postmaster.pid" already exists/.test(messageOf(error))) throw inUse(start.data, null);
      if (attempt === ATTEMPTS || !PASSING_TROUBLE.test(messageOf(error))) throw error;
      await sleep(PAUSE_MS * attempt);
    }
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
