/**
 * The vocabulary of a piece of work's life. README.md tells it in prose; prisma/migrations enforce it.
 *
 * - A piece of work (a generation, an evaluation report) is a request that was frozen, and what became of it: its `state`.
 * - An `attempt` is one worker's try to run it. While it lasts the worker holds the `lease`: a token that it shows with everything it
 *   writes, and that it renews (the heartbeat). A lease that is not renewed expires, and the work is given to another.
 * - The `job` is the queue's entry for it (graphile-worker): it says when work is to be tried, never how far it is.
 * - Everything that happens is an `event`, numbered 1..n without a gap. The last one bears the name of the terminal state.
 */
export type WorkState = 'QUEUED' | 'RUNNING' | TerminalState;

export const TERMINAL_STATES = ['SUCCEEDED', 'FAILED', 'CANCELED'] as const;

export type TerminalState = (typeof TERMINAL_STATES)[number];

export type EventType =
  /** seq 1. { priority } */
  | 'QUEUED'
  /** { attempt, worker } */
  | 'STARTED'
  /** What the worker says while it works: { stage, ... } */
  | 'PROGRESS'
  /** A picture on the way: { step, sha256 } */
  | 'PREVIEW'
  | 'CANCEL_REQUESTED'
  /** Tried in vain, and again from { runAfter }: { attempt, code, message, delayMs } */
  | 'RETRY_SCHEDULED'
  /** Handed back by a worker that stops: { worker } */
  | 'RELEASED'
  /** Its worker was not heard of: { attempt, worker } */
  | 'LEASE_EXPIRED'
  /** Of a generation: { images: [{ kind, variant, sha256, width, height }], fidelity }. Of a report: { sampleCount, failedCount } */
  | 'SUCCEEDED'
  /** { code, message, attempt } */
  | 'FAILED'
  /** { latencyMs }: from the wish to its fulfilment. */
  | 'CANCELED';

export type EventPayload = Readonly<Record<string, unknown>>;

export interface WorkEvent {
  /** 1..n */
  readonly seq: number;
  readonly type: EventType;
  readonly payload: EventPayload;
  readonly createdAt: Date;
}

/** What the life of a piece of work is written in: the same columns in a table of its kind. */
export interface WorkLife {
  readonly id: string;
  readonly state: WorkState;
  readonly priority: number;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly lastSeq: number;
  readonly retryOf: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly cancelRequestedAt: Date | null;
  readonly cancelOutcome: 'CANCELED' | 'TOO_LATE' | null;
  readonly cancelLatencyMs: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>> | null;
}

/** The columns of a WorkLife, for `select` and `returning`. */
export const LIFE_COLUMNS = `id, state, priority, attempt, max_attempts as "maxAttempts", last_seq as "lastSeq",
  retry_of as "retryOf", created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt",
  cancel_requested_at as "cancelRequestedAt", cancel_outcome as "cancelOutcome", cancel_latency_ms as "cancelLatencyMs",
  error_code as "errorCode", error_message as "errorMessage", timings`;

export function isTerminal(name: string): name is TerminalState {
  return (TERMINAL_STATES as readonly string[]).includes(name);
}
