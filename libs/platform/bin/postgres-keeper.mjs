/**
 * Stands between a program and its Postgres server: `node postgres-keeper.mjs '<JSON>'` with { command, args, uid?, gid? }.
 *
 * The program holds our standard input. When that closes, because the program let go of it or was killed in whatever way, the
 * server gets a fast shutdown (SIGINT): it ends its sessions, writes a checkpoint and leaves. We leave with it. Signals of the terminal
 * go to the whole process group, so we ignore them: the program says when it is over.
 */
import { spawn } from 'node:child_process';

/** A shutdown that takes longer than this is cut short (SIGQUIT): the server recovers from its log at the next start. */
const SHUTDOWN_LIMIT_MS = 20_000;

const { command, args, uid, gid } = JSON.parse(process.argv[2]);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

// Its own process group: Ctrl-C at the terminal must not reach it before the program has finished its work.
const server = spawn(command, args, { uid, gid, cwd: '/', detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
  process.stdin.destroy();
});
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGQUIT' ? 0 : 1)));
if (server.pid !== undefined) process.stdout.write(`pid ${server.pid}\n`);

process.stdin.on('close', () => {
  server.kill('SIGINT');
  setTimeout(() => server.kill('SIGQUIT'), SHUTDOWN_LIMIT_MS).unref();
});
process.stdin.resume();
