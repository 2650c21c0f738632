import type { Transaction } from '../database/database.js';

/**
 * What tells one kind of work from another: the names of its tables and functions in the database. Everything in this folder is written once,
 * over them; the names are our own, so they may stand in SQL as they are.
 */
export interface WorkKind {
  /** What people call it, and the queue's name for its jobs. */
  readonly name: 'generation' | 'report';
  readonly table: 'generations' | 'evaluation_reports';
  readonly events: 'generation_events' | 'report_events';
  /** The column of an event that says what it is an event of. */
  readonly owner: 'generation_id' | 'report_id';
  /** The function that gives it to a worker, in one round trip. */
  readonly claim: 'claim_generation' | 'claim_report';
  /** Appends an event under a lease, in one round trip. */
  readonly appendLeased: 'append_leased_event' | 'append_leased_report_event';
  /** What becomes of whatever the work had under way for itself when it ends without a result. */
  readonly abandon?: (tx: Transaction, id: string) => Promise<void>;
}

/** What a worker shows with everything it writes. */
export interface Lease {
  readonly kind: WorkKind;
  /** Of the piece of work. */
  readonly id: string;
  readonly token: string;
}
