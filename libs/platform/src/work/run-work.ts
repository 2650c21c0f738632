import { run, type Runner } from 'graphile-worker';
import { createDatabase, type Database } from '../database/database.js';
import type { Listener } from '../database/listener.js';
import { LeaseLostError, messageOf } from '../errors.js';
import { failWork } from './fail-work.js';
import { type HeldLease, holdLease } from './hold-lease.js';
import { type Recovery, recoverWork } from './recover-work.js';
import { releaseWork } from './release-work.js';
import { SILENT } from './silent-logger.js';
import type { Lease, WorkKind } from './work-kind.js';

/** Work that a worker has taken. */
export interface Claimed {
  readonly lease: Lease;
}

export interface RunOptions<Work extends Claimed> {
  /** A name for this worker that nobody else has. */
  readonly worker: string;
  /** Pieces of work at a time. */
  readonly concurrency: number;
  /** How long work waits for a worker that was killed. */
  readonly leaseMs?: number;
  /**
   * Runs one piece of work, and ends it (as with completeGeneration or failWork) under `claimed.lease`. When `signal` aborts it stops within a step
   * and returns or throws; what follows is done for it. Anything else it throws counts as a failure INTERNAL.
   */
  readonly work: (claimed: Work, signal: AbortSignal) => Promise<void>;
  /** What went wrong outside of any piece of work. */
  readonly onError?: (error: unknown) => void;
  readonly onRecovery?: (recovery: Recovery) => void;
}

/** QUEUED -> RUNNING; null where there is nothing to do. */
export type Claim<Work extends Claimed> = (
  id: string,
  options: { readonly worker: string; readonly leaseMs: number },
) => Promise<Work | null>;

export interface WorkRunner extends AsyncDisposable {
  /** Takes no more, stops what runs and hands it back. */
  dispose(): Promise<void>;
}

const LEASE_MS = 30_000;
/** Looks without a notification: for jobs whose time has come, and those whose notification was lost. */
const LOOK_EVERY_MS = 1_000;

/** Works off the queue of one kind until disposed: the whole life of a worker but for the running itself. */
export async function runWork<Work extends Claimed>(
  database: Database,
  listener: Listener,
  { kind, claim }: { readonly kind: WorkKind; readonly claim: Claim<Work> },
  options: RunOptions<Work>,
): Promise<WorkRunner> {
  const { worker, concurrency, leaseMs = LEASE_MS, work, onError } = options;
  const held = new Set<HeldLease>();
  const queue = openQueue(database, kind, options);
  let stopped: Promise<void> | null = null;
  const runNext = async (payload: unknown) => {
    const claimed = await claim((payload as { id: string }).id, { worker, leaseMs });
    if (claimed === null) return;
    const lease = holdLease(database, listener, claimed.lease, leaseMs);
    // Claimed while all that was held was told to stop.
    if (stopped) lease.stop('WORKER_STOPPING');
    await runOne(database, lease, claimed, work, held);
  };
  const runner = await run({
    pgPool: queue.pool,
    concurrency,
    pollInterval: LOOK_EVERY_MS,
    noHandleSignals: true,
    logger: SILENT,
    taskList: { [kind.name]: runNext },
  });
  const recover = async () => {
    const recovery = await recoverWork(database, kind, leaseMs);
    options.onRecovery?.(recovery);
  };
  const recovering = repeat(leaseMs / 2, recover, onError);
  const dispose = () => (stopped ??= stop(runner, held, recovering).then(() => queue.dispose()));
  return { dispose, [Symbol.asyncDispose]: dispose };
}

/**
 * The queue's own connections: one listens, and each job needs one when it is taken and when it is done with.
 *
 * They do not wait for the disk. What a crash of the server may lose of them is that a job was taken, or was done with: it is delivered again, and
 * the work itself, whose transactions do wait, says whether there is anything to do.
 */
function openQueue(
  { url }: Database,
  { name }: WorkKind,
  { worker, concurrency, onError }: Pick<RunOptions<Claimed>, 'worker' | 'concurrency' | 'onError'>,
): Database {
  return createDatabase({
    url,
    poolSize: concurrency + 2,
    applicationName: `contrapposto ${name} queue ${worker}`,
    durableCommits: false,
    ...(onError && { onConnectionError: onError }),
  });
}

async function runOne<Work extends Claimed>(
  database: Database,
  lease: HeldLease,
  claimed: Work,
  work: RunOptions<Work>['work'],
  held: Set<HeldLease>,
): Promise<void> {
  held.add(lease);
  try {
    // What is told to stop before it has begun is not begun: it would listen for what no longer comes.
    const begun = lease.signal.aborted ? Promise.resolve() : work(claimed, lease.signal);
    const message = await begun.then(() => 'the run ended without a result', messageOf);
    if (lease.signal.aborted) await releaseWork(database, claimed.lease);
    else await failWork(database, claimed.lease, { code: 'INTERNAL', message });
  } catch (error) {
    // The rule: the run ended its work, and the lease with it. Or another has it by now. Nothing is left to do.
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
