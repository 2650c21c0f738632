import { run, type Runner } from 'graphile-worker';
import { createDatabase, type Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { LeaseLostError, messageOf } from '../errors.js';
import { claimGeneration, type ClaimedGeneration } from '../generations/claim-generation.js';
import { failGeneration } from '../generations/fail-generation.js';
import { TASK } from '../generations/generation-jobs.js';
import { type HeldLease, holdLease } from '../generations/hold-lease.js';
import { type Recovery, recoverGenerations } from '../generations/recover-generations.js';
import { releaseGeneration } from '../generations/release-generation.js';
import { SILENT } from './silent-logger.js';

export interface RunOptions {
  /** A name for this worker that nobody else has. */
  readonly worker: string;
  /** Generations at a time. */
  readonly concurrency: number;
  /** How long a generation waits for a worker that was killed. */
  readonly leaseMs?: number;
  /**
   * Runs one generation, and ends it with completeGeneration or failGeneration under `claimed.lease`. When `signal` aborts it stops within a step
   * and returns or throws; what follows is done for it. Anything else it throws counts as a failure INTERNAL.
   */
  readonly work: (claimed: ClaimedGeneration, signal: AbortSignal) => Promise<void>;
  /** What went wrong outside of any generation. */
  readonly onError?: (error: unknown) => void;
  readonly onRecovery?: (recovery: Recovery) => void;
}

export interface GenerationRunner extends AsyncDisposable {
  /** Takes no more, stops what runs and hands it back. */
  dispose(): Promise<void>;
}

const LEASE_MS = 30_000;
/** Looks without a notification: for jobs whose time has come, and those whose notification was lost. */
const LOOK_EVERY_MS = 1_000;

/** Works off the queue until disposed: the whole life of a worker but for the running itself. */
export async function runGenerations(
  database: Database,
  listener: Listener,
  options: RunOptions,
): Promise<GenerationRunner> {
  const { concurrency, leaseMs = LEASE_MS, onError } = options;
  const held = new Set<HeldLease>();
  const queue = openQueue(database, options);
  const runner = await run({
    pgPool: queue.pool,
    concurrency,
    pollInterval: LOOK_EVERY_MS,
    noHandleSignals: true,
    logger: SILENT,
    taskList: {
      [TASK]: (payload) => runOne(database, listener, { ...options, leaseMs }, held, (payload as { id: string }).id),
    },
  });
  const recover = async () => {
    const recovery = await recoverGenerations(database, leaseMs);
    options.onRecovery?.(recovery);
  };
  const recovering = repeat(leaseMs / 2, recover, onError);
  let stopped: Promise<void> | null = null;
  const dispose = () => (stopped ??= stop(runner, held, recovering).then(() => queue.dispose()));
  return { dispose, [Symbol.asyncDispose]: dispose };
}

/**
 * The queue's own connections: one listens, and each job needs one when it is taken and when it is done with.
 *
 * They do not wait for the disk. What a crash of the server may lose of them is that a job was taken, or was done with: it is delivered again, and
 * the generation itself, whose transactions do wait, says whether there is anything to do.
 */
function openQueue({ url }: Database, { worker, concurrency, onError }: RunOptions): Database {
  return createDatabase({
    url,
    poolSize: concurrency + 2,
    applicationName: `contrapposto queue ${worker}`,
    durableCommits: false,
    ...(onError && { onConnectionError: onError }),
  });
}

async function runOne(
  database: Database,
  listener: Listener,
  { worker, leaseMs, work }: RunOptions & { leaseMs: number },
  held: Set<HeldLease>,
  generationId: string,
): Promise<void> {
  const claimed = await claimGeneration(database, { generationId, worker, leaseMs });
  if (claimed === null) return;
  const lease = holdLease(database, listener, claimed.lease, leaseMs);
  held.add(lease);
  try {
    const message = await work(claimed, lease.signal).then(() => 'the run ended without a result', messageOf);
    if (lease.signal.aborted) await releaseGeneration(database, claimed.lease);
    else await failGeneration(database, claimed.lease, { code: 'INTERNAL', message });
  } catch (error) {
    // The rule: the work ended its generation, and the lease with it. Or another has it by now. Nothing is left to do.
    if (!(error instanceof LeaseLostError)) throw error;
  } finally {
    held.delete(lease);
    await lease.dispose();
  }
}

async function stop(runner: Runner, held: ReadonlySet<HeldLease>, recovering: AsyncDisposable): Promise<void> {
  await recovering[Symbol.asyncDispose]();
  const stopped = runner.stop();
  for (const lease of held) lease.stop('WORKER_STOPPING');
  await stopped;
}

/** Calls `work` again and again, `pauseMs` after it has ended. */
function repeat(
  pauseMs: number,
  work: () => Promise<void>,
  onError: ((error: unknown) => void) | undefined,
): AsyncDisposable {
  let timer: NodeJS.Timeout;
  let current = Promise.resolve();
  let over = false;
  const schedule = () => {
    timer = setTimeout(() => {
      current = work()
        .catch((error: unknown) => onError?.(error))
        .then(() => {
          if (!over) schedule();
        });
    }, pauseMs);
  };
  schedule();
  return {
    [Symbol.asyncDispose]: async () => {
      over = true;
      clearTimeout(timer);
      await current;
    },
  };
}
