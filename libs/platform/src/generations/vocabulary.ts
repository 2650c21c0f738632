import type { LicenceNotice } from '../exports/licence-notice.js';

/**
 * The vocabulary of a generation's life. README.md tells it in prose; prisma/migrations enforce it.
 *
 * - A generation is a request, frozen as a `recipe`, and what became of it: its `state`.
 * - An `attempt` is one worker's try to run it. While it lasts the worker holds the `lease`: a token that it shows with everything it
 *   writes, and that it renews (the heartbeat). A lease that is not renewed expires, and the generation is given to another.
 * - The `job` is the queue's entry for it (graphile-worker): it says when a generation is to be tried, never how far it is.
 * - Everything that happens is an `event`, numbered 1..n without a gap. The last one bears the name of the terminal state.
 */
export type GenerationState = 'QUEUED' | 'RUNNING' | TerminalState;

export const TERMINAL_STATES = ['SUCCEEDED', 'FAILED', 'CANCELED'] as const;

export type TerminalState = (typeof TERMINAL_STATES)[number];

export type EventType =
  /** seq 1. { priority } */
  | 'QUEUED'
  /** { attempt, worker } */
  | 'STARTED'
  /** What the worker says while it works: { stage, step, ... } */
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
  /** { images: [{ kind, variant, sha256, width, height }], fidelity } */
  | 'SUCCEEDED'
  /** { code, message, attempt } */
  | 'FAILED'
  /** { latencyMs }: from the wish to its fulfilment. */
  | 'CANCELED';

export type EventPayload = Readonly<Record<string, unknown>>;

export interface GenerationEvent {
  readonly generationId: string;
  /** 1..n */
  readonly seq: number;
  readonly type: EventType;
  readonly payload: EventPayload;
  readonly createdAt: Date;
}

/** What a worker shows with everything it writes. */
export interface Lease {
  readonly generationId: string;
  readonly token: string;
}

export interface Generation {
  readonly id: string;
  readonly studioId: string;
  readonly state: GenerationState;
  readonly recipe: Readonly<Record<string, unknown>>;
  /** The terms of all that went into it, as they were then. Null for those from before terms were kept. */
  readonly licences: readonly LicenceNotice[] | null;
  /** Null for a pose that is in no library, and for none. */
  readonly poseVersionId: string | null;
  readonly promptVersionId: string | null;
  readonly modelId: string;
  /** What ran it to its end. */
  readonly backendId: string | null;
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

/** The columns of a Generation, for `select` and `returning`. */
export const GENERATION_COLUMNS = `
  id, studio_id as "studioId", state, recipe, licences, pose_version_id as "poseVersionId", prompt_version_id as "promptVersionId",
  model_id as "modelId", backend_id as "backendId", priority, attempt, max_attempts as "maxAttempts", last_seq as "lastSeq",
  retry_of as "retryOf", created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt",
  cancel_requested_at as "cancelRequestedAt", cancel_outcome as "cancelOutcome", cancel_latency_ms as "cancelLatencyMs",
  error_code as "errorCode", error_message as "errorMessage", timings`;

export function isTerminal(name: string): name is TerminalState {
  return (TERMINAL_STATES as readonly string[]).includes(name);
}
