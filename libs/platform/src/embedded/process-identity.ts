import { readFileSync, readlinkSync, realpathSync } from 'node:fs';

/**
 * A name for a living process that no later process with the same number has, or null where none lives.
 *
 * Linux: the tick it started at (proc_pid_stat(5), field 22), counted from boot, with the boot's own id: containers that restart hand out
 * the same few numbers again. Elsewhere: the number alone.
 */
export function identifyProcess(pid: number): string | null {
  if (!isAlive(pid)) return null;
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const fields = fieldsAfterName(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    // A zombie (Z) has ended; only its parent has not yet looked.
    return fields[0] === 'Z' ? null : `${pid} ${boot} ${fields[19]}`;
  } catch {
    return process.platform === 'linux' ? null : String(pid);
  }
}

/** Whether a living process may work in `folder`: a Postgres server does in its data folder. Off Linux, any living process may. */
export function mayWorkIn(pid: number, folder: string): boolean {
  if (identifyProcess(pid) === null) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The fields from the third on: the second is the program's name in parentheses, and may hold anything. */
function fieldsAfterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
