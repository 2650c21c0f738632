import { PlatformError } from '@contrapposto/platform';
import { EnvironmentError, readEnvironment } from './env.js';
import { startWorker, type Worker } from './start-worker.js';

/** Scripts may rely on these: 2 says that starting again would fail in the same way. */
const EXIT_CODES = { failed: 1, misconfigured: 2, interrupted: 130 } as const;

/** A database that is gone must not keep a worker that wants to go. Its leases expire. */
const GRACE_MS = 20_000;

/** One Ctrl-C comes twice, from the terminal and from npm: only after this is it a second one. */
const ECHO_MS = 500;

const started = start();
let askedAt: number | null = null;

// The first signal asks, the second does not wait for an answer.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
// Whoever started this program is gone, and with it the reason to run.
if (process.connected) process.once('disconnect', stop);

const worker = await started;
if (worker && process.connected) process.send?.({ type: 'ready' });

async function start(): Promise<Worker | null> {
  try {
    return await startWorker(readEnvironment());
  } catch (error) {
    const isKnown = error instanceof EnvironmentError || error instanceof PlatformError;
    process.stderr.write(`${isKnown ? error.message : String((error as Error).stack)}\n`);
    process.exitCode = isKnown ? EXIT_CODES.misconfigured : EXIT_CODES.failed;
    if (process.connected) process.disconnect();
    return null;
  }
}

function stop(): void {
  if (askedAt !== null) {
    if (performance.now() - askedAt > ECHO_MS) process.exit(EXIT_CODES.interrupted);
    return;
  }
  askedAt = performance.now();
  setTimeout(() => process.exit(EXIT_CODES.failed), GRACE_MS).unref();
  void started.then((running) => running?.dispose()).then(() => process.exit());
}
