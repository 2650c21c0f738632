import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');

/** A built program of this repository in a process of its own. */
export interface Program {
  /** The first line of its log that says `message`; fails with all of the log where it ends before. */
  heard(message: string): Promise<Record<string, unknown>>;
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Holds the program, as a debugger does, while `work` lasts. */
  whileHeld<T>(work: () => Promise<T>): Promise<T>;
}

type Environment = Readonly<Record<string, string>>;

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function parse(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { msg: line };
  }
}

/** @param file relative to the repository */
export function startProgram(file: string, environment: Environment): Program {
  const child = spawn(process.execPath, [path.join(ROOT, file)], {
    cwd: ROOT,
    env: { PATH: path.dirname(process.execPath), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Record<string, unknown>[] = [];
  const spoken = new EventEmitter();
  for (const input of [child.stdout, child.stderr])
    createInterface(input).on('line', (line) => {
      lines.push(parse(line));
      spoken.emit('line');
    });
  return {
    heard: async (message) => {
      for (;;) {
        const line = lines.find(({ msg }) => msg === message);
        if (line) return line;
        if (isOver(child)) throw new Error(`Expected ${file} to say "${message}", got ${JSON.stringify(lines)}.`);
        await Promise.race([once(spoken, 'line'), once(child, 'exit')]);
      }
    },
    end: async (signal = 'SIGTERM') => {
      if (isOver(child)) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
    whileHeld: async (work) => {
      child.kill('SIGSTOP');
      try {
        return await work();
      } finally {
        child.kill('SIGCONT');
      }
    },
  };
}
