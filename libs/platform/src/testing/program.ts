import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A program of ours in a process of its own, to be killed. It runs the build, as programs do. */
export class Program {
  private readonly lines: AsyncIterator<string>;

  private constructor(private readonly child: ChildProcess) {
    this.lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  }

  /** Starts `src/testing/<name>.mjs` and passes it one value as JSON. */
  static start(name: string, input: unknown): Program {
    const file = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
    return new Program(
      spawn(process.execPath, [file, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'] }),
    );
  }

  /** The next line that it writes, as a value. */
  async read<T>(): Promise<T> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`the program ended with ${this.child.exitCode} before it spoke`);
    return JSON.parse(value) as T;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}
