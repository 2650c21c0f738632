import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mayWorkIn } from './process-identity.js';
import { inUse } from './server-folder.js';

const LOOK_EVERY_MS = 25;
/** Its keeper has long since asked it to stop; after this, its keeper was killed as well, and we ask. */
const ASK_AFTER_MS = 1_000;
const INSIST_AFTER_MS = 15_000;
const GIVE_UP_AFTER_MS = 30_000;

/**
 * Waits for the server of an owner that is gone, and stops it where nobody else does.
 *
 * A server that was killed leaves its postmaster.pid behind. Postgres looks whether that number lives and refuses to start when it does,
 * even when it has meanwhile gone to something else (in a container it often has), so a file that speaks of no server is removed.
 *
 * @throws PlatformError SERVER_FOLDER_IN_USE where the old server does not end
 */
export async function awaitPredecessor(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  const pid = readPid(pidFile);
  if (pid === null) return;
  const began = Date.now();
  let asked: NodeJS.Signals | null = null;
  while (mayWorkIn(pid, data)) {
    const waited = Date.now() - began;
    if (waited > GIVE_UP_AFTER_MS) throw inUse(data, pid);
    const signal = waited > INSIST_AFTER_MS ? 'SIGQUIT' : waited > ASK_AFTER_MS ? 'SIGINT' : null;
    if (signal !== null && signal !== asked) process.kill(pid, signal);
    asked = signal;
    await sleep(LOOK_EVERY_MS);
  }
  rmSync(pidFile, { force: true });
}

function readPid(pidFile: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}
