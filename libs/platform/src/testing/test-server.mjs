/**
 * One Postgres server for one run of Jest, with a migrated template that every spec file clones. The first file that needs it starts it
 * (see test-database.ts) with { folder, runPid }; it ends when the run does.
 *
 * TEST_DATABASE_URL names another server to use, e.g. a system's Postgres 15; its user must be allowed to create databases.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDatabase, startEmbeddedPostgres } from '@contrapposto/platform';

const { folder, runPid } = JSON.parse(process.argv[2]);
const template = `contrapposto_template_${runPid}`;

const server = await openServer(process.env.TEST_DATABASE_URL);
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
await admin.query(`create database ${template}`);
await prepareDatabase(withDatabase(server.url, template));
announce({ adminUrl: server.url, template });

const watch = setInterval(async () => {
  if (isAlive(runPid)) return;
  clearInterval(watch);
  await admin.query(`drop database ${template}`);
  await admin.end();
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
}, 250);

async function openServer(url) {
  if (url) return { url, dispose: () => Promise.resolve() };
  return startEmbeddedPostgres({
    folder: join(folder, 'server'),
    initdbFlags: ['--no-sync'],
    settings: { fsync: 'off', shared_buffers: '32MB', max_connections: 200 },
  });
}

/** Readers see the whole of it or nothing. */
function announce(ready) {
  writeFileSync(join(folder, 'ready.partial'), JSON.stringify(ready));
  renameSync(join(folder, 'ready.partial'), join(folder, 'ready.json'));
}

function withDatabase(url, name) {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
