import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../workspace.mjs';
import { killAll, listTree } from './process-tree.mjs';

const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 60_000;

/** A program of ours that is killed and started again; its output goes to one file. */
export class Program {
  kills = 0;
  /** Everything that it ever started and that was there when it was killed or stopped. */
  descendants = [];

  /** @param url where it answers, for programs that do */
  constructor({ name, script, env, logFolder, url = null }) {
    Object.assign(this, { name, script, env, url });
    this.log = openSync(path.join(logFolder, `${name}.log`), 'a');
  }

  /** Resolves when it answers. */
  async start() {
    this.child = spawn(process.execPath, [path.join(ROOT, this.script)], {
      cwd: ROOT,
      env: { ...process.env, ...this.env },
      stdio: ['ignore', this.log, this.log],
    });
    if (this.url) await this.answer();
  }

  /** SIGKILL: to the program alone, or to all that it has started as well. */
  async kill({ tree = false } = {}) {
    const found = this.remember();
    const gone = once(this.child, 'exit');
    if (tree) killAll(found);
    else this.child.kill('SIGKILL');
    await gone;
    this.kills += 1;
  }

  /** Asks it to end. @returns its exit code; null where it did not end in time and had to be killed */
  async stop(signal = 'SIGTERM') {
    const found = this.remember();
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    const late = sleep(STOP_LIMIT_MS, 'late', { ref: false });
    if ((await Promise.race([gone, late])) === 'late') killAll(found);
    const [code] = await gone;
    return code;
  }

  /** For the end of a run that went wrong: nothing may be left behind. */
  abandon() {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) killAll(this.remember());
  }

  remember() {
    const found = listTree(this.child.pid);
    this.descendants.push(...found);
    return found;
  }

  async answer() {
    const deadline = Date.now() + START_LIMIT_MS;
    for (;;) {
      const response = await fetch(new URL('/ready', this.url)).catch(() => null);
      await response?.arrayBuffer();
      if (response?.status === 200) return;
      if (this.child.exitCode !== null) throw new Error(`${this.name} ended with ${this.child.exitCode}: see its log`);
      if (Date.now() > deadline)
        throw new Error(`${this.name} did not answer within ${START_LIMIT_MS / 1000} s: see its log`);
      await sleep(100);
    }
  }
}

/** A port of the loopback address that is free now. */
export async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
