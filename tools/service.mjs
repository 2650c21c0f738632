/**
 * The whole platform on one machine: a database, the API and one worker. Needs an installed and built workspace.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseServerFolder, startEmbeddedPostgres } from '@contrapposto/platform';
import { ROOT } from './workspace.mjs';

/** From asking a program to end until it is killed. */
const GRACE_MS = 30_000;
/** Before a program that died is started again: doubled each time, and the first again for one that has lived for a while. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const LIVED_MS = 60_000;
/** Lines of its log that are shown of a program that cannot start. */
const LAST_WORDS = 12;

/** What the user can mend. */
export class ServiceError extends Error {
  name = 'ServiceError';
}

/**
 * Starts everything, and keeps it running until `signal` aborts; then everything has ended, in order.
 *
 * @param options.data folder for all that is kept: postgres/, files/, logs/
 * @param options.databaseUrl a Postgres to use in place of the embedded one, or null
 * @param options.say takes lines for the user
 * @throws ServiceError, PlatformError where it cannot start; nothing is left running
 */
export async function runService({ data, databaseUrl, host, port, say, signal }) {
  const logFolder = path.join(data, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const server = databaseUrl ? null : await startServer(data, say);
  const programs = [];
  try {
    await assertFreePort(host, port);
    const env = { ...process.env, ...describeSurroundings({ data, url: databaseUrl ?? server.url, host, port }) };
    const start = (name, label) => {
      const program = new Program({ name, label, env, logFolder, say });
      programs.push(program);
      return program.start();
    };
    const failed = Promise.race([start('api', 'API'), start('worker', 'worker')].map(rejection));
    const up = Promise.all(programs.map(({ ready }) => ready));
    await Promise.race([up, failed, aborted(signal)]);
    if (!signal.aborted)
      say(`\nContrapposto is at http://${toHostName(host)}:${port}/  (Ctrl-C ends it; logs in ${show(logFolder)})`);
    const lost = server
      ? server.ended.then(() => Promise.reject(databaseLost(data, signal)))
      : new Promise(() => undefined);
    await Promise.race([failed, lost, aborted(signal)]);
  } finally {
    if (programs.length > 0) say('Ending: what runs is handed back, and goes on at the next start.');
    await Promise.all(programs.map((program) => program.stop()));
    await server?.dispose();
  }
}

async function startServer(data, say) {
  const folder = chooseServerFolder(path.join(data, 'postgres'));
  const started = performance.now();
  const server = await startEmbeddedPostgres({ folder });
  say(`database   ready in ${seconds(started)}, in ${show(folder)}`);
  return server;
}

function describeSurroundings({ data, url, host, port }) {
  return {
    DATABASE_URL: url,
    HOST: host,
    PORT: String(port),
    CONTRAPPOSTO_STORAGE: process.env.CONTRAPPOSTO_STORAGE || path.join(data, 'files'),
    WORKER_NAME: process.env.WORKER_NAME || 'local',
  };
}

/** Two programs on one port would tell the user of it in turns, for ever. */
async function assertFreePort(host, port) {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, 'listening');
  } catch (error) {
    const advice = 'End the program that uses it, or choose another: npm start -- --port 4001';
    throw new ServiceError(`Expected to listen on ${host}, port ${port}, got ${error.code}. ${advice}`, {
      cause: error,
    });
  }
  probe.close();
  await once(probe, 'close');
}

/** One of our programs: started, started again when it dies, and ended. Its output goes to a file. */
class Program {
  child = null;
  isStopping = false;
  hasBeenReady = false;
  pauseMs = FIRST_PAUSE_MS;

  constructor({ name, label, env, logFolder, say }) {
    this.script = path.join(ROOT, 'apps', name, 'dist', 'main.js');
    this.logFile = path.join(logFolder, `${name}.log`);
    Object.assign(this, { label, env, say });
    keepPrevious(this.logFile);
    this.log = openSync(this.logFile, 'a');
    this.ready = new Promise((resolve) => (this.becomeReady = resolve));
  }

  /** Resolves when it was stopped. Rejects when it ends before it was ever ready: to start it again would not help. */
  async start() {
    while (!this.isStopping) {
      const started = performance.now();
      const how = await this.run(started);
      if (this.isStopping) return;
      if (!this.hasBeenReady) throw this.cannotStart(how);
      if (performance.now() - started > LIVED_MS) this.pauseMs = FIRST_PAUSE_MS;
      this.say(
        `${this.label.padEnd(10)} ended (${how}); it is started again in ${this.pauseMs / 1000} s, see ${show(this.logFile)}`,
      );
      await sleep(this.pauseMs, undefined, { ref: false });
      this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  /** Resolves when it has ended, however it did. */
  async stop() {
    this.isStopping = true;
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await gone;
    clearTimeout(timer);
  }

  /** Runs it once. @returns how it ended */
  async run(started) {
    // A group of its own: Ctrl-C is for us to hear, and to pass on in order. It ends with us all the same, when the channel closes.
    const stdio = ['ignore', this.log, this.log, 'ipc'];
    this.child = fork(this.script, { cwd: ROOT, env: this.env, stdio, execArgv: [], detached: true });
    this.child.on('message', (message) => {
      if (message?.type === 'ready') this.noteReady(started);
    });
    const [code, signal] = await once(this.child, 'exit');
    return signal === null ? `exit code ${code}` : signal;
  }

  noteReady(started) {
    this.hasBeenReady = true;
    this.say(`${this.label.padEnd(10)} ready in ${seconds(started)}`);
    this.becomeReady();
  }

  cannotStart(how) {
    const words = readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-LAST_WORDS).join('\n');
    return new ServiceError(
      `Expected the ${this.label} to start, got ${how}. Its last words (${show(this.logFile)}):\n${words}`,
    );
  }
}

/** The log of the start before this one stays, as `<name>.previous.log`. */
function keepPrevious(file) {
  try {
    renameSync(file, file.replace(/\.log$/, '.previous.log'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Never resolves. */
function rejection(promise) {
  return new Promise((_resolve, reject) => promise.catch(reject));
}

function aborted(signal) {
  return signal.aborted ? Promise.resolve() : once(signal, 'abort').then(() => undefined);
}

function databaseLost(data, signal) {
  if (signal.aborted) return null;
  return new ServiceError(
    `Expected the database to stay, got its end. Start again: it recovers what it has. (${show(data)})`,
  );
}

function toHostName(host) {
  return ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
}

function show(place) {
  const relative = path.relative(process.cwd(), place);
  return relative.startsWith('..') ? place : relative;
}

function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
