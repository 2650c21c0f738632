/** The service for a measurement: an embedded Postgres, and the programs as they are built, in a folder that is gone afterwards. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { prepareDatabase, startEmbeddedPostgres } from '@contrapposto/platform';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** The bundled model. */
export const MODEL = path.join(ROOT, 'models', 'mannequin');
const API = path.join(ROOT, 'apps', 'api', 'dist', 'main.js');
const WORKER = path.join(ROOT, 'apps', 'worker', 'dist', 'main.js');

/**
 * Hands `work` a database with our tables and the means to start programs on it; ends all of them, and the database, when it is done.
 *
 * @param work ({ folder, url, keep, startApi, startWorker }) => result; `keep(disposable)` disposes at the end, in the reverse order
 */
export async function withService(work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-bench-'));
  // The database's own account has to be able to enter it.
  chmodSync(folder, 0o755);
  const kept = [];
  const keep = (part) => (kept.push(part), part);
  try {
    const { url } = keep(await startEmbeddedPostgres({ folder: path.join(folder, 'postgres') }));
    await prepareDatabase(url);
    const start = async (program, environment, hear) =>
      keep(await startProgram(program, { url, folder, environment, hear }));
    return await work({
      folder,
      url,
      keep,
      /** At a port of its own. `ready.url` is its address. */
      startApi: () => start(API, { PORT: '0', LOG_LEVEL: 'warn', CONTRAPPOSTO_EXAMPLE_REPORTS: 'off' }),
      /** With the bundled model, unless `environment` names others. `hear` gets every line of its log, parsed. */
      startWorker: (hear, environment) =>
        start(WORKER, { CONTRAPPOSTO_MODELS: MODEL, LOG_LEVEL: hear ? 'debug' : 'warn', ...environment }, hear),
    });
  } finally {
    for (const part of kept.reverse()) await part.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves when the program says that it is ready, with what it said. */
async function startProgram(program, { url, folder, environment, hear = () => undefined }) {
  const env = { ...process.env, DATABASE_URL: url, CONTRAPPOSTO_STORAGE: path.join(folder, 'files'), ...environment };
  const child = fork(program, { env, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  createInterface(child.stderr).on('line', (line) => pass(line, hear));
  const ended = once(child, 'exit');
  const [ready] = await Promise.race([once(child, 'message'), ended]);
  if (ready?.type !== 'ready') throw new Error(`expected ${program} to be ready, got one that ended`);
  const dispose = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { ready, dispose };
}

/** A line that is none of the log's, and what the log warns of, is for people. */
function pass(line, hear) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    entry = null;
  }
  if (entry !== null) hear(entry);
  if (entry === null || entry.level > 30) process.stderr.write(`${line}\n`);
}
