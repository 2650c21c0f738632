import { execFileSync } from 'node:child_process';

/** A process and all that it has started, as they stand now: { pid, started }, so that a number that is used again is not mistaken. */
export function listTree(root) {
  const all = listProcesses();
  const tree = all.filter(({ pid }) => pid === root);
  // Grows while it is read: children are found after their parents.
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

export function listAlive(processes) {
  const all = listProcesses();
  return processes.filter(({ pid, started }) => all.some((other) => other.pid === pid && other.started === started));
}

/** SIGKILL to every process of a list, all in one go. */
export function killAll(processes) {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

function listProcesses() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,lstart='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, state, ...started]) => ({ pid: +pid, parent: +parent, state, started: started.join(' ') }))
    .filter(({ state }) => !state.startsWith('Z'));
}
