import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PlatformError } from '../errors.js';
import type { ServerAccount } from './account.js';

const KEEPER = fileURLToPath(new URL('../../bin/postgres-keeper.mjs', import.meta.url));
const READY = 'database system is ready to accept connections';
const REMEMBERED_LINES = 20;

export interface ServerCommand {
  readonly postgres: string;
  readonly data: string;
  readonly port: number;
  readonly account: ServerAccount | null;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly onLog?: (line: string) => void;
}

/** A running server, through its keeper (bin/postgres-keeper.mjs): it lives no longer than we do. */
export class ServerProcess {
  readonly ended: Promise<void>;
  /** The server's own number, known once it runs. */
  pid: number | null = null;
  private readonly lastLines: string[] = [];

  private constructor(
    private readonly keeper: ChildProcess,
    private readonly command: ServerCommand,
  ) {
    this.ended = once(keeper, 'close').then(() => undefined);
  }

  /** @throws PlatformError SERVER_START_FAILED with the server's last words */
  static async start(command: ServerCommand): Promise<ServerProcess> {
    const { postgres, account } = command;
    const order = JSON.stringify({ command: postgres, args: toArguments(command), ...account });
    const keeper = spawn(process.execPath, [KEEPER, order], { stdio: ['pipe', 'pipe', 'pipe'] });
    const server = new ServerProcess(keeper, command);
    await server.awaitReady();
    return server;
  }

  /** Ends sessions, writes a checkpoint, and resolves when the server is gone. */
  async stop(): Promise<void> {
    this.keeper.stdin?.end();
    await this.ended;
  }

  private async awaitReady(): Promise<void> {
    const ready = new Promise<boolean>((resolve) => {
      createInterface(this.keeper.stderr!).on('line', (line) => {
        this.remember(line);
        if (line.includes(READY)) resolve(true);
      });
      void this.ended.then(() => resolve(false));
    });
    createInterface(this.keeper.stdout!).once('line', (line) => (this.pid = Number(line.split(' ')[1])));
    if (!(await ready)) throw startFailed(this.command.data, this.lastLines);
  }

  private remember(line: string): void {
    this.lastLines.push(line);
    if (this.lastLines.length > REMEMBERED_LINES) this.lastLines.shift();
    this.command.onLog?.(line);
  }
}

function toArguments({ data, port, settings }: ServerCommand): string[] {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port, ...settings };
  return ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function startFailed(data: string, lines: readonly string[]): PlatformError {
  return new PlatformError('SERVER_START_FAILED', {
    expected: 'the server to start',
    got: lines.length > 0 ? `"${lines.join(' | ')}"` : 'no word from it',
    where: data,
  });
}
